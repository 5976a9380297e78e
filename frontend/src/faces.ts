/** A camera's picture with its faces: a box around each, its width in pixels, and in words whether that is enough. */
import { type TemplateResult, css, html } from "lit";
import { type Home, say } from "./home";
import type { LookedFace, Looked } from "./server";

export const faceParts = css`
  .view { position: relative; background: #26282a; border-radius: 8px; overflow: hidden; margin-block-start: 10px; }
  .view img { position: absolute; inset-block-start: 50%; left: 50%; height: auto; }
  .face { position: absolute; border-radius: 10px; box-shadow: 0 0 0 2.5px #56b4e9, 0 0 0 4.5px #000a; }
  .face.no { box-shadow: 0 0 0 2px #fff, 0 0 0 4px #000a; border-radius: 6px; }
  .face b { position: absolute; top: calc(100% + 8px); left: -3px; background: #000c; color: #fff; font-size: 13px; font-weight: 500; line-height: 1; padding: 5px 8px; border-radius: 6px; white-space: nowrap; }
`;

/** The picture, turned as the camera is mounted, under the boxes of its faces. */
export function faces(home: Home, name: string, looked: Looked): TemplateResult {
  const lies = looked.turn_degrees % 180 !== 0;
  const width = lies ? (100 * looked.height_px) / looked.width_px : 100;
  return html`<div class="view" style="aspect-ratio:${looked.width_px}/${looked.height_px}">
    <img alt=${say(home.texts, "camera.picture", { name })} src="data:image/jpeg;base64,${looked.picture}" style="width:${width}%;transform:translate(-50%,-50%) rotate(${looked.turn_degrees}deg)" />
    ${looked.faces.map((one) => html`<span class="face ${one.why_not ? "no" : ""}" style="left:${100 * one.left}%;top:${100 * one.top}%;width:${100 * one.width}%;height:${100 * one.height}%"><b class="num">${one.face_px} px</b></span>`)}
  </div>`;
}

/** How large the largest face is against what is needed, and what stands against reading it. */
export function faceSentence(home: Home, looked: Looked): string {
  const [face] = looked.faces;
  if (!face) return say(home.texts, "camera.nobody");
  return `${sizeWords(home, face, looked)} ${say(home.texts, face.why_not ? `camera.why.${face.why_not}` : "camera.good")}`;
}

export function sizeWords(home: Home, face: LookedFace, looked: Looked): string {
  return say(home.texts, "camera.size", { px: face.face_px, needed: looked.needed_px });
}
