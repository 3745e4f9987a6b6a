import { signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

import { money, nameIn, say } from "../i18n/words";
import { StationHead } from "../station/StationHead";
import { CodePad } from "../ui/CodePad";
import { Flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { Sum } from "../ui/Sum";
import { Viewfinder } from "../ui/Viewfinder";
import { DaySheet } from "./DaySheet";
import { groups } from "./lines";
import { MoveSheet } from "./MoveSheet";
import { ModeBanner, QuestionPanel } from "./QuestionPanel";
import { RedeemSheet } from "./RedeemSheet";
import type { Stall } from "./stall";

/** A stall hands out one guest at a time and looks away in between: then the camera may sleep. */
const SLEEP_AFTER_SECONDS = 30;

const open = signal<"day" | "code" | null>(null);

/** The whole screen of a stall. */
export function StallScreen({ stall }: { stall: Stall }) {
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => stall.intake.listen(), [stall]);
  const aside = stall.aside.value;
  return (
    <main class="stall" data-mode={stall.mode.value}>
      <StationHead session={stall.session} />
      <OrderSum stall={stall} />
      <div class="stall-scan">
        <ModeBanner stall={stall} />
        <Viewfinder onCode={stall.intake.take} sleepAfterSeconds={SLEEP_AFTER_SECONDS} />
      </div>
      {stall.question.value ? <QuestionPanel stall={stall} container={stall.question.value} /> : <StallActions stall={stall} />}
      <Flash />
      {open.value === "day" && <DaySheet stall={stall} onClose={() => { open.value = null; }} />}
      {open.value === "code" && (
        <CodePad title={say("code-title")} hint={say("code-hint")} onCode={stall.intake.take} onClose={() => { open.value = null; }} />
      )}
      {aside?.kind === "bearer" && <RedeemSheet stall={stall} code={aside.code} bearer={aside.bearer} />}
      {aside?.kind === "move" && <MoveSheet stall={stall} sign={aside.sign} name={aside.name} />}
    </main>
  );
}

function OrderSum({ stall }: { stall: Stall }) {
  const previous = stall.previous.value;
  const seconds = stall.guest.secondsLeft.value;
  return (
    <section class="order" aria-label={say("stall-order")}>
      <Sum ore={stall.sum.value} label={stall.sum.value < 0 ? say("stall-sum-back") : say("stall-sum")} />
      <p class="order-pieces">
        <strong>{say("pieces", { count: stall.pieces.value })}</strong>
        {seconds !== null && seconds <= 10 && <span class="soft"> · {say("stall-guest-ends", { seconds })}</span>}
        {stall.lines.value.length === 0 && previous && (
          <span class="soft"> · {say("stall-previous", { count: previous.pieces, sum: money(previous.ore) })}</span>
        )}
      </p>
      <ul class="order-lines" aria-live="polite" aria-label={say("stall-order")} tabIndex={0}>
        {groups(stall.lines.value).map((group) => (
          <li key={group.key} class="order-line" data-kind={group.kind}>
            <Picture name={group.type?.picture ?? "generic"} />
            <span class="order-line-text">
              {group.count} × {group.type ? nameIn(group.type.names) : say("container")}
              {group.kind !== "issue" && <span class="soft"> · {say("stall-came-back")}</span>}
            </span>
            <span class="order-line-sum">{money(group.deltaOre)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StallActions({ stall }: { stall: Stall }) {
  const mode = stall.mode.value;
  return (
    <nav class="stall-actions" aria-label={say("actions")}>
      <button type="button" class="button primary large stall-next" onClick={() => stall.nextGuest()}>
        <Icon name="users" />{say("stall-next")}
      </button>
      <button
        type="button" class="button" aria-pressed={mode === "take_back"}
        onClick={() => stall.setMode(mode === "take_back" ? "issue" : "take_back")}
      >
        <Icon name="arrow-back-up" />{say("stall-take-back")}
      </button>
      <button type="button" class="button" aria-pressed={mode === "swap"} onClick={() => stall.setMode(mode === "swap" ? "issue" : "swap")}>
        <Icon name="exchange" />{say("stall-swap")}
      </button>
      <button type="button" class="button" onClick={() => { open.value = "day"; }}>
        <Icon name="history" />{say("stall-undo")}
      </button>
      <button type="button" class="button" onClick={() => { open.value = "code"; }}>
        <Icon name="keyboard" />{say("code-type")}
      </button>
    </nav>
  );
}
