import { signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

import { say } from "../i18n/words";
import { Connection } from "../station/StationHead";
import { CodePad } from "../ui/CodePad";
import { Countdown } from "../ui/Countdown";
import { Flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { LanguageChoice } from "../ui/LanguageChoice";
import { hasRules } from "../ui/Rulebook";
import { Viewfinder } from "../ui/Viewfinder";
import { Attract, NotTaking } from "./Attract";
import type { Box, Phase } from "./box";
import { Choice, Donate, SlipWanted } from "./Choice";
import { PaidScreen } from "./Paid";
import { RulesSheet } from "./RulesSheet";
import { Scanning } from "./Scanning";
import { Staff } from "./Staff";
import { Ticket } from "./Ticket";

/** What lies over the screen. */
const over = signal<"code" | "rules" | null>(null);
/** Where the camera is looked into. Elsewhere it still reads, unseen, in a corner. */
const WITH_CAMERA: ReadonlySet<Phase["name"]> = new Set(["attract", "scanning", "slip-wanted"]);
const MORE_TIME: ReadonlySet<Phase["name"]> = new Set(["choice", "slip-wanted", "donate", "paid", "ticket"]);
const COUNTDOWN: Partial<Record<Phase["name"], string>> = {
  scanning: "box-done-in", choice: "box-parks-in", "slip-wanted": "box-parks-in", donate: "box-parks-in",
  waiting: "box-parks-in", ticket: "box-ends-in", paid: "box-ends-in", staff: "box-ends-in",
};

/** The whole screen of a pant box: what is to be seen above, what is to be pressed in the lower half. */
export function BoxScreen({ box }: { box: Box }) {
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => box.intake.listen(), [box]);
  const { name } = box.phase.value;
  const message = COUNTDOWN[name];
  const uncover = () => { over.value = null; };
  return (
    <main class="box" data-phase={name} data-camera={WITH_CAMERA.has(name) ? "large" : "small"}>
      <div class="box-camera"><Viewfinder onCode={box.intake.take} anywhere /></div>
      <PhaseScreen box={box} onType={() => { over.value = "code"; }} />
      <footer class="box-foot">
        <LanguageChoice />
        {name === "attract" && hasRules(box.session.view.value) && (
          <button type="button" class="button" onClick={() => { over.value = "rules"; }}><Icon name="book" />{say("rulebook")}</button>
        )}
        <Connection session={box.session} />
        {message && <Countdown seconds={box.ends.secondsLeft.value} message={message} />}
        {MORE_TIME.has(name) && (
          <button type="button" class="button" onClick={() => box.moreTime()}><Icon name="clock-plus" />{say("choice-more-time")}</button>
        )}
      </footer>
      <Flash />
      {over.value === "code" && (
        <CodePad title={say("code-title")} hint={say("code-hint-box")} onCode={box.intake.take} onClose={uncover} />
      )}
      {over.value === "rules" && name === "attract" && <RulesSheet box={box} onClose={uncover} />}
    </main>
  );
}

function PhaseScreen({ box, onType }: { box: Box; onType: () => void }) {
  const phase = box.phase.value;
  switch (phase.name) {
    case "attract":
      return box.isTaking ? <Attract box={box} onType={onType} /> : <NotTaking box={box} />;
    case "scanning":
    case "waiting":
      return <Scanning box={box} onType={onType} isWaiting={phase.name === "waiting"} />;
    case "choice":
      return <Choice box={box} />;
    case "slip-wanted":
      return <SlipWanted box={box} onType={onType} />;
    case "donate":
      return <Donate box={box} />;
    case "ticket":
      return <Ticket box={box} ticket={phase} />;
    case "paid":
      return <PaidScreen box={box} paid={phase.paid} />;
    case "staff":
      return <Staff box={box} />;
  }
}
