import { useEffect, useState } from "preact/hooks";

interface Props {
  kind: "qr" | "code128";
  text: string;
  /** What a screen reader says of it. */
  title: string;
}

/** A QR or bar code, drawn by the server. Its text goes in the body: some are money, and addresses end up in logs. */
export function CodePicture({ kind, text, title }: Props) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    let made = "";
    let isOver = false;
    void draw(kind, text).then((picture) => {
      if (!picture || isOver) return;
      made = URL.createObjectURL(picture);
      setAddress(made);
    });
    return () => {
      isOver = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [kind, text]);
  return <div class={kind === "qr" ? "qr" : "bars"}>{address && <img src={address} alt={title} />}</div>;
}

async function draw(kind: string, text: string): Promise<Blob | null> {
  try {
    const answer = await fetch("/k/pictures", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ kind, text }),
    });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
