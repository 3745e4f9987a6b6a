import { useEffect, useState } from "preact/hooks";

/** A QR code or bar code, drawn by our own server. The text goes in the body: it may be money, and addresses are logged. */
export function CodePicture({ kind, text, label }: { kind: "qr" | "code128"; text: string; label: string }) {
  const [source, setSource] = useState("");

  useEffect(() => {
    const gone = new AbortController();
    let made = "";
    void draw(kind, text, gone.signal).then((url) => {
      made = url;
      setSource(url);
    });
    return () => {
      gone.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [kind, text]);

  return <div class={kind === "qr" ? "qr" : "bars"}>{source && <img src={source} alt={label} />}</div>;
}

async function draw(kind: string, text: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await fetch("/k/pictures", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ kind, text }), signal,
    });
    return answer.ok ? URL.createObjectURL(await answer.blob()) : "";
  } catch {
    return ""; // The short code stands beside every picture.
  }
}
