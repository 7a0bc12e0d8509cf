import "./lib/plain-language.ts";
import "@fontsource-variable/inter/opsz.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { AppState } from "./state/app.ts";
import { inspectorOf } from "./state/inspector.svelte.ts";
import "./styles/base.css";
import "./styles/overlays.css";
import "./styles/themes.css";
import "./styles/forced-colors.css";

const app = new AppState();
inspectorOf(app); // records from the first report on
void app.run();
mount(App, { target: document.body, props: { app } });
