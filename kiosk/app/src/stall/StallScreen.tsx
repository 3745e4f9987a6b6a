import { type Signal, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

import { say } from "../i18n/words";
import { StationHead } from "../station/StationHead";
import { CodePad } from "../ui/CodePad";
import { Flash } from "../ui/Flash";
import { Viewfinder } from "../ui/Viewfinder";
import "../ui/depot.css";
import "../ui/stall.css";
import { CloseSheet } from "./CloseSheet";
import { DaySheet } from "./DaySheet";
import { MoreSheet } from "./MoreSheet";
import { MoveSheet } from "./MoveSheet";
import { OrderSum } from "./OrderSum";
import { PutBackPanel } from "./PutBackPanel";
import { ModeBanner, QuestionPanel } from "./QuestionPanel";
import { RedeemSheet } from "./RedeemSheet";
import type { Stall } from "./stall";
import { type Open, StallActions } from "./StallActions";
import { SupplySheet } from "./SupplySheet";

/** A stall hands out one guest at a time and looks away in between: then the camera may sleep. */
const SLEEP_AFTER_SECONDS = 30;

const open: Signal<Open> = signal(null);

/** The whole screen of a stall. */
export function StallScreen({ stall }: { stall: Stall }) {
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => stall.intake.listen(), [stall]);
  useLayoutEffect(() => stall.supply.logistics.follow(), [stall]);
  return (
    <main class="stall" data-mode={stall.mode.value}>
      <StationHead session={stall.session} />
      <OrderSum stall={stall} />
      <div class="stall-scan">
        <ModeBanner stall={stall} />
        <Viewfinder onCode={stall.intake.take} sleepAfterSeconds={SLEEP_AFTER_SECONDS} />
      </div>
      <Pressed stall={stall} />
      <Flash />
      <Sheets stall={stall} />
    </main>
  );
}

/** What is pressed now: the answer to a question, the end of putting back, or all there is. */
function Pressed({ stall }: { stall: Stall }) {
  const question = stall.question.value;
  if (question) return <QuestionPanel stall={stall} question={question} />;
  return stall.mode.value === "put_back" ? <PutBackPanel stall={stall} /> : <StallActions stall={stall} open={open} />;
}

function Sheets({ stall }: { stall: Stall }) {
  const close = () => { open.value = null; };
  const [offer, elsewhere] = [stall.redeeming.offer.value, stall.elsewhere.value];
  return (
    <>
      {open.value === "day" && <DaySheet stall={stall} onClose={close} />}
      {open.value === "more" && <MoreSheet stall={stall} open={open} />}
      {open.value === "supply" && <SupplySheet stall={stall} onClose={close} />}
      {open.value === "code" && <CodePad title={say("code-title")} hint={say("code-hint")} onCode={stall.intake.take} onClose={close} />}
      {offer && <RedeemSheet redeeming={stall.redeeming} offer={offer} />}
      {elsewhere && <MoveSheet stall={stall} elsewhere={elsewhere} />}
      {stall.closing.isOpen.value && <CloseSheet stall={stall} />}
    </>
  );
}
