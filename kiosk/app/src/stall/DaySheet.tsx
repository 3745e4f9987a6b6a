import { useEffect } from "preact/hooks";

import { clockTime, nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { flash } from "../ui/Flash";
import { Picture } from "../ui/Picture";
import { Sheet } from "../ui/Sheet";
import type { DayScan } from "./day";
import type { Stall } from "./stall";

/** Everything scanned at this stall today, newest first, each with its undo. */
export function DaySheet({ stall, onClose }: { stall: Stall; onClose: () => void }) {
  useEffect(() => void stall.day.refresh(), [stall]);
  const scans = stall.day.scans.value;
  return (
    <Sheet title={say("stall-day")} onClose={onClose}>
      {scans.length === 0 && <p class="soft">{say("stall-day-empty")}</p>}
      <ul class="rows">
        {scans.map((scan) => <DayRow key={scan.id} stall={stall} scan={scan} />)}
      </ul>
    </Sheet>
  );
}

function DayRow({ stall, scan }: { stall: Stall; scan: DayScan }) {
  const type = stall.session.typeById(scan.typeId);
  const name = type ? nameIn(type.names) : say("container");
  return (
    <li class="row" data-undone={scan.isUndone}>
      <Picture name={type?.picture ?? "generic"} />
      <span class="row-text">
        <strong>{say(`scan-${scan.kind}`)}: {name}</strong>
        <span class="soft small">{clockTime(scan.at)} · <span class="code">{shownCode(scan.humanCode)}</span></span>
      </span>
      {scan.isUndone ? (
        <span class="row-end soft">{say("stall-undone")}</span>
      ) : (
        <button
          type="button" class="button large" aria-label={say("stall-undo-one", { name, code: shownCode(scan.humanCode) })}
          onClick={() => void stall.hands.undo(scan).then(() => flash({ tone: "accepted", word: say("stall-undone") }))}
        >
          {say("undo")}
        </button>
      )}
    </li>
  );
}
