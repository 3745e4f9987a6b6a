import { useEffect, useRef, useState } from "preact/hooks";

import { say } from "../i18n/words";
import { type Camera, CameraError, startCamera } from "../scanner/camera";
import { type Tone, ToneIcon } from "../ui/tones";
import { Icon } from "../ui/Icon";

/** What the picture says for a moment after a reading. */
export interface Shown {
  tone: Tone;
  word: string;
}

/** The camera, with a frame in the middle and the last answer across it. Tells `onTrouble` when there is none. */
export function Viewfinder({ onCode, shown }: { onCode: (text: string) => void; shown: Shown | null }) {
  const video = useRef<HTMLVideoElement>(null);
  const hear = useRef(onCode);
  const [trouble, setTrouble] = useState("");
  const [attempt, setAttempt] = useState(0);
  hear.current = onCode;

  useEffect(() => {
    let camera: Camera | null = null;
    let isGone = false;
    if (!video.current) return;
    startCamera(video.current, (text) => hear.current(text)).then(
      (started) => {
        if (isGone) started.stop();
        else camera = started;
      },
      (error: unknown) => setTrouble(error instanceof CameraError ? error.code : "camera_failed"),
    );
    return () => {
      isGone = true;
      camera?.stop();
    };
  }, [attempt]);

  return (
    <div class="viewfinder" data-tone={shown?.tone} data-trouble={trouble || undefined}>
      <video ref={video} muted playsInline aria-label={say("phone-camera-label")} />
      {!trouble && <span class="viewfinder-frame" aria-hidden="true" />}
      {shown && (
        <p class="viewfinder-answer" aria-hidden="true"><ToneIcon tone={shown.tone} /><span>{shown.word}</span></p>
      )}
      {trouble && (
        <div class="viewfinder-trouble" role="alert">
          <Icon name="camera-off" />
          <p>{say(`phone-${trouble.replaceAll("_", "-")}`)}</p>
          <button type="button" class="button" onClick={() => { setTrouble(""); setAttempt(attempt + 1); }}>
            {say("phone-camera-again")}
          </button>
        </div>
      )}
    </div>
  );
}
