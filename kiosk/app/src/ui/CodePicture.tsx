import { useEffect, useMemo, useState } from "preact/hooks";

import { qrPath } from "./qr";

interface Props {
  kind: "qr" | "code128";
  text: string;
  /** What a screen reader says of it. */
  title: string;
}

/** A QR or bar code. QR codes are drawn here, network or not; the bar code beside one is the server's. */
export function CodePicture({ kind, text, title }: Props) {
  return kind === "qr" ? <QrPicture text={text} title={title} /> : <BarsPicture text={text} title={title} />;
}

function QrPicture({ text, title }: Omit<Props, "kind">) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title} shape-rendering="crispEdges">
        <rect width={size} height={size} fill="#ffffff" />
        <path d={path} fill="#000000" />
      </svg>
    </div>
  );
}

/** Its text goes in the body: some are money, and addresses end up in logs. Without it there is the QR code and the signs. */
function BarsPicture({ text, title }: Omit<Props, "kind">) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    let made = "";
    let isOver = false;
    void draw(text).then((picture) => {
      if (!picture || isOver) return;
      made = URL.createObjectURL(picture);
      setAddress(made);
    });
    return () => {
      isOver = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [text]);
  return <div class="bars">{address && <img src={address} alt={title} />}</div>;
}

async function draw(text: string): Promise<Blob | null> {
  try {
    const answer = await fetch("/k/pictures", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ kind: "code128", text }),
    });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
