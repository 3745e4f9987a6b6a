import { Component, type ComponentChildren } from "preact";

import { say } from "../i18n/words";
import { Deadline } from "../station/deadline";
import { restart } from "../station/update";
import { Countdown } from "./Countdown";
import { Icon } from "./Icon";

const RESTART_SECONDS = 10;

/** Where a mistake of ours ends: a screen that says so and starts anew by itself. What was scanned is written down. */
export class Crash extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: null };
  private readonly ends = new Deadline();

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? "nothing was thrown" };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.ends.set(RESTART_SECONDS, restart);
  }

  override componentWillUnmount(): void {
    this.ends.clear();
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <main class="crash">
        <section class="stack crash-text" role="alert">
          <div class="shape" data-tone="held"><Icon name="refresh-alert" /></div>
          <h1>{say("crash-title")}</h1>
          <p class="lead">{say("crash-safe")}</p>
          <Countdown seconds={this.ends.secondsLeft.value} message="crash-restarts-in" />
        </section>
        <div class="actions">
          <button type="button" class="button primary large block" onClick={restart}><Icon name="refresh" />{say("crash-restart")}</button>
        </div>
      </main>
    );
  }
}
