import { useEffect, useRef, useState } from "preact/hooks";

import { say } from "../i18n/words";
import { type Camera, CameraError, type CameraTrouble, type Frame, startCamera } from "../scanner/camera";
import { Icon } from "./Icon";

/** A stall's codes are read inside the square that people see: bowls stand side by side on its counter. */
const SQUARE: Frame = { width: 0.86, height: 0.86 };
/** A box or a desk has one guest before it: whatever is held anywhere before the camera is meant. */
const ANYWHERE: Frame = { width: 2, height: 1 };

const TRY_AGAIN_MS = 10_000;

interface Props {
  onCode: (text: string) => void;
  /** Sleeps after so many seconds without a code, and saves the battery. Without it the camera stays awake. */
  sleepAfterSeconds?: number;
  /** Read codes anywhere in the picture, not only inside the square. */
  anywhere?: boolean;
}

type State = "starting" | "awake" | "asleep" | CameraTrouble;

/** The camera as a scanner, with the frame to hold a code in. */
export function Viewfinder({ onCode, sleepAfterSeconds, anywhere = false }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onCode);
  tell.current = onCode;
  const [state, setState] = useState<State>("starting");
  const [heard, setHeard] = useState(0);
  const isWanted = state === "starting" || state === "awake";

  useEffect(() => {
    if (!isWanted || !video.current) return undefined;
    return runCamera(video.current, anywhere ? ANYWHERE : SQUARE, setState, (text) => {
      setHeard((count) => count + 1);
      tell.current(text);
    });
  }, [isWanted, anywhere]);

  useEffect(() => {
    if (!isWanted || sleepAfterSeconds === undefined) return undefined;
    const timer = setTimeout(() => setState("asleep"), sleepAfterSeconds * 1_000);
    return () => clearTimeout(timer);
  }, [isWanted, heard, sleepAfterSeconds]);

  useEffect(() => {
    // Nobody stands by a box to tap it awake. What people said no to is not asked again.
    if (isWanted || state === "asleep" || state === "camera_denied") return undefined;
    const timer = setTimeout(() => setState("starting"), TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isWanted, state]);

  return (
    <div class="viewfinder" data-state={isWanted ? state : "off"}>
      <video ref={video} muted playsInline aria-hidden="true" hidden={!isWanted} />
      {isWanted ? (
        <div class="viewfinder-frame" aria-hidden="true" />
      ) : (
        <button type="button" class="viewfinder-wake" onClick={() => setState("starting")}>
          <Icon name="camera" />
          <span>{state === "asleep" ? say("camera-wake") : say(state.replace("_", "-"))}</span>
          {state !== "asleep" && <span class="small">{say("camera-again")}</span>}
        </button>
      )}
    </div>
  );
}

function runCamera(
  video: HTMLVideoElement, frame: Frame, tell: (state: State) => void, onCode: (text: string) => void,
): () => void {
  let camera: Camera | null = null;
  let isOver = false;
  startCamera(video, onCode, frame).then(
    (started) => {
      camera = started;
      if (isOver) return camera.stop();
      tell("awake");
      return camera.lost.then(() => {
        if (!isOver) tell("camera_missing");
      });
    },
    (error: unknown) => {
      if (!isOver) tell(error instanceof CameraError ? error.code : "camera_failed");
    },
  );
  return () => {
    isOver = true;
    camera?.stop();
  };
}
