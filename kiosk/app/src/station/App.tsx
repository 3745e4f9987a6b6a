import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import { Box } from "../box/box";
import { BoxScreen } from "../box/BoxScreen";
import { Desk } from "../desk/desk";
import { DeskScreen } from "../desk/DeskScreen";
import { say } from "../i18n/words";
import { Stall } from "../stall/stall";
import { StallScreen } from "../stall/StallScreen";
import { Depot } from "../wash/depot";
import { DepotScreen } from "../wash/DepotScreen";
import { WORK } from "../wash/works";
import { currentIdentity, forget, type Identity, takePairingCode } from "./identity";
import { Pairing } from "./Pairing";
import { isUnknownHere, Session } from "./session";
import { follow } from "./move";
import { sendForOthers } from "./others";
import { Revoked } from "./Revoked";
import { restartWhenIdle } from "./update";
import { keepAwake } from "./wake";

const RETRY_MS = 5_000;

/** The station app: pairs this browser, then is whatever its station is. */
export function App() {
  const [code] = useState(takePairingCode);
  /** Undefined until it is known whether there is one. */
  const [identity, setIdentity] = useState<Identity | null | undefined>(code ? null : undefined);
  useEffect(() => {
    if (!code) void currentIdentity().then(setIdentity);
  }, [code]);
  if (identity === undefined) return <Starting />;
  if (!identity) return <Pairing code={code} onPaired={setIdentity} />;
  const pairAgain = () => setIdentity(null);
  return <Working identity={identity} onPairAgain={pairAgain} onRevoked={() => void forget(identity).then(pairAgain)} />;
}

interface Endings {
  /** The server knows this device no more, and nothing of it waits. */
  onRevoked: () => void;
  /** Be another device; what waits here is still handed in, as this one. */
  onPairAgain: () => void;
}

function Working({ identity, onRevoked, onPairAgain }: { identity: Identity } & Endings) {
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => begin(identity, setSession, onRevoked), [identity]);
  useEffect(() => keepAwake(), []);
  if (!session) return <Starting />;
  return <Screen session={session} onRevoked={onRevoked} onPairAgain={onPairAgain} />;
}

/** Nobody answers, and nothing is known from before: a device that was just paired, or has lost its memory. */
const isSilent = signal(false);

function Starting() {
  return <main class="starting"><p class="lead" role="status">{say(isSilent.value ? "starting-no-network" : "starting")}</p></main>;
}

function begin(identity: Identity, ready: (session: Session) => void, onRevoked: () => void): () => void {
  let isOver = false;
  let running: Session | null = null;
  let timer = 0;
  function attempt(): void {
    Session.begin(identity).then(
      (session) => {
        running = session;
        if (isOver) session.end();
        else ready(session);
      },
      (error: unknown) => {
        if (isOver) return;
        if (isUnknownHere(error)) return onRevoked();
        isSilent.value = true;
        timer = setTimeout(attempt, RETRY_MS);
      },
    );
  }
  attempt();
  return () => {
    isOver = true;
    clearTimeout(timer);
    running?.end();
  };
}

function Screen({ session, onRevoked, onPairAgain }: { session: Session } & Endings) {
  const [screen] = useState(() => screenOf(session));
  useEffect(() => restartWhenIdle(session.busy), [session]);
  useEffect(() => effect(() => { document.title = titleOf(session); }), [session]);
  useEffect(() => effect(() => {
    // Whoever is being served is served first.
    const there = session.movedTo.value;
    if (there && !session.busy.value) void follow(session, there);
  }), [session]);
  useEffect(() => {
    const others = sendForOthers(session.identity, session.clock, () => session.measure());
    return () => void others.then((end) => end());
  }, [session]);
  if (session.revoked.value) return <Revoked session={session} onRevoked={onRevoked} onPairAgain={onPairAgain} />;
  return screen();
}

/** Which station a tab is, and how much of its waits: several may be open beside each other. */
function titleOf(session: Session): string {
  const waiting = session.outbox.waiting.value;
  return `${waiting > 0 ? `(${waiting}) ` : ""}${session.view.value.station.name} · Pantbox`;
}

function screenOf(session: Session) {
  switch (session.kind) {
    case "stall": {
      const stall = new Stall(session);
      return () => <StallScreen stall={stall} />;
    }
    case "pant_box": {
      const box = new Box(session);
      return () => <BoxScreen box={box} />;
    }
    case "cash_desk": {
      const desk = new Desk(session);
      return () => <DeskScreen desk={desk} />;
    }
    case "wash":
    case "store": {
      const depot = new Depot(session, WORK[session.kind]);
      return () => <DepotScreen depot={depot} />;
    }
  }
}
