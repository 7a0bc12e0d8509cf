import "@fontsource-variable/inter/opsz.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { AppState } from "./state/app.ts";
import "./styles/base.css";
import "./styles/themes.css";

const app = new AppState();
void app.run();
mount(App, { target: document.body, props: { app } });
