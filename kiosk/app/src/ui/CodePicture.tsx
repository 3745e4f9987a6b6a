import { useMemo } from "preact/hooks";

import { barsPath } from "./bars";
import { qrPath } from "./qr";

interface Props {
  text: string;
  /** What a screen reader says of it; nothing where the same stands beside it. */
  title: string;
}

/** A QR code, drawn here, network or not. */
export function QrPicture({ text, title }: Props) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return <div class="qr"><Drawn width={size} height={size} path={path} title={title} /></div>;
}

/** A bar code, drawn here too: for hand scanners that read no QR. It may be stretched, bars stay bars. */
export function BarsPicture({ text, title }: Props) {
  const { path, width, height } = useMemo(() => barsPath(text), [text]);
  return <div class="bars"><Drawn width={width} height={height} path={path} title={title} stretched /></div>;
}

function Drawn({ width, height, path, title, stretched }: { width: number; height: number; path: string; title: string; stretched?: true }) {
  const told = title ? { role: "img" as const, "aria-label": title } : { "aria-hidden": "true" as const };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} {...told} {...(stretched && { preserveAspectRatio: "none" })} shape-rendering="crispEdges">
      <rect width={width} height={height} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
