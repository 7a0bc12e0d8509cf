/** Ends the process, and well, when whoever reads what it prints has read enough, as `head` has. */
export function endWithReader(): void {
  process.stdout.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}
