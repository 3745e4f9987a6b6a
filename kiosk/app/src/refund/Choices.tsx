import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { RailName } from "../api/types";
import { money as amount, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { DeskPanel } from "./DeskPanel";
import { DonatePanel } from "./DonatePanel";
import type { Money } from "./money";
import { Panel } from "./Panel";
import { SlipPanel } from "./SlipPanel";
import { VoucherPanel } from "./VoucherPanel";

type Choice = RailName | "later";

/** The ways there are here. Each says before it is chosen how much, where it can be used, when it comes and until when. */
export function Choices({ money }: { money: Money }) {
  const [chosen, setChosen] = useState<Choice | null>(null);
  const rails = money.event.value?.rails ?? [];
  const back = () => setChosen(null);
  switch (chosen) {
    case "voucher": return <VoucherPanel money={money} back={back} />;
    case "slip": return <SlipPanel money={money} back={back} />;
    case "donation": return <DonatePanel money={money} back={back} />;
    case "cash": return <DeskPanel money={money} back={back} />;
    case "later": return <LaterPanel back={back} />;
    default: return <List money={money} rails={rails} choose={setChosen} />;
  }
}

function List({ money, rails, choose }: { money: Money; rails: RailName[]; choose: (choice: Choice) => void }) {
  const left = amount(money.leftOre.value);
  const hasCauses = (money.event.value?.causes.length ?? 0) > 0;
  return (
    <section class="stack" aria-labelledby="choose">
      <h2 id="choose">{say("phone-choose")}</h2>
      <div class="choices">
        {rails.includes("voucher") && <Way choice="voucher" icon={<Icon name="ticket" />} choose={choose} left={left} />}
        {rails.includes("slip") && <Way choice="slip" icon={<Icon name="qrcode" />} choose={choose} left={left} />}
        {rails.includes("cash") && <Way choice="cash" icon={<Icon name="cash" />} choose={choose} left={left} />}
        {rails.includes("donation") && hasCauses && (
          <Way choice="donation" icon={<Icon name="heart-handshake" />} choose={choose} left={left} />
        )}
        <Way choice="later" icon={<Icon name="clock" />} choose={choose} left={left} />
      </div>
    </section>
  );
}

interface WayTold {
  choice: Choice;
  icon: JSX.Element;
  left: string;
  choose: (choice: Choice) => void;
}

function Way({ choice, icon, left, choose }: WayTold) {
  return (
    <button type="button" class="choice" data-choice={choice} onClick={() => choose(choice)}>
      {icon}
      <span class="row-text">
        <strong>{say(`phone-way-${choice}`)}</strong>
        <span class="soft small">{say(`phone-way-${choice}-text`, { amount: left })}</span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

function LaterPanel({ back }: { back: () => void }) {
  return (
    <Panel title={say("phone-way-later")} back={back}>
      <p>{say("phone-later-text")}</p>
    </Panel>
  );
}
