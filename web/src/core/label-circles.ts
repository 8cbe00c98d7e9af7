// Two overlapping circles that hold lists of labels: the smallest pair in which every label fits its region without overlap.
import type { Side } from '../api/types';

export interface Label {
  id: string;
  side: Side;
  width: number;
}

export interface PlacedLabel {
  id: string;
  /** Centre of the label. */
  x: number;
  y: number;
}

export interface LabelCircles {
  width: number;
  height: number;
  /** Half the width and half the height of one circle; they differ only where the room is narrow. */
  rx: number;
  ry: number;
  /** Half the distance between the centres. */
  offset: number;
  x: number;
  y: number;
  /** From one row of labels to the next. */
  pitch: number;
  placed: PlacedLabel[];
}

export interface LabelRoom {
  /** What is there to draw in. */
  width: number;
  /** What is seen without scrolling; the figure grows past it only when it has to. */
  height: number;
  label_height: number;
  /** The narrowest figure to begin with. */
  least?: number;
  margin?: number;
}

const sides: Side[] = ['pm', 'shared', 'pmm'];
const overlaps = [0.5, 0.46, 0.54, 0.42, 0.58, 0.38];

/** Where a region begins and ends over the rows from `top` to `bottom`, measured from the middle; null when it is not that high. */
export function region_span(
  side: Side,
  shape: { rx: number; ry: number; offset: number },
  top: number,
  bottom: number,
): [number, number] | null {
  const { rx, ry, offset } = shape;
  const far = Math.max(Math.abs(top), Math.abs(bottom));
  const near = top <= 0 && bottom >= 0 ? 0 : Math.min(Math.abs(top), Math.abs(bottom));
  if (far >= ry) return null;
  const narrow = rx * Math.sqrt(1 - (far / ry) ** 2);
  const wide = rx * Math.sqrt(1 - (near / ry) ** 2);
  if (side === 'shared') return narrow > offset ? [offset - narrow, narrow - offset] : null;
  const left: [number, number] = [-offset - narrow, Math.min(narrow - offset, offset - wide)];
  return side === 'pm' ? left : [-left[1], -left[0]];
}

function place(labels: readonly Label[], shape: LabelCircles, label_height: number): PlacedLabel[] | null {
  const pad = 9;
  const placed: PlacedLabel[] = [];
  for (const side of sides) {
    const of_side = labels.filter((label) => label.side === side);
    for (const [index, label] of of_side.entries()) {
      const y = (index - (of_side.length - 1) / 2) * shape.pitch;
      const span = region_span(side, shape, y - label_height / 2 - 1, y + label_height / 2 + 1);
      if (!span || span[1] - span[0] < label.width + pad * 2) return null;
      placed.push({ id: label.id, x: shape.x + (span[0] + span[1]) / 2, y: shape.y + y });
    }
  }
  return placed;
}

function build(width: number, stretch: number, overlap: number, pitch: number, margin: number): LabelCircles {
  const rx = (width / 2 - margin) / (1 + overlap);
  const ry = rx * stretch;
  return {
    width,
    height: 2 * (ry + margin),
    rx,
    ry,
    offset: rx * overlap,
    x: width / 2,
    y: ry + margin,
    pitch,
    placed: [],
  };
}

/** Null when the room is too narrow for two circles side by side. */
export const label_circles = (labels: readonly Label[], room: LabelRoom): LabelCircles | null =>
  label_circles_alike([labels], room)?.[0] ?? null;

/** Several pictures of one shape, so that they can be compared: the smallest in which the labels of each fit. */
export function label_circles_alike(pictures: readonly (readonly Label[])[], room: LabelRoom): LabelCircles[] | null {
  const margin = room.margin ?? 2;
  const tightest = room.label_height + 2;
  const fits = (width: number, stretch: number, overlap: number, pitch: number): LabelCircles[] | null => {
    const shape = build(width, stretch, overlap, pitch, margin);
    const found: LabelCircles[] = [];
    for (const labels of pictures) {
      const placed = place(labels, shape, room.label_height);
      if (!placed) return null;
      found.push({ ...shape, placed });
    }
    return found;
  };
  /** As much air between the rows as the figure allows. */
  const airy = (found: LabelCircles[], width: number, stretch: number, overlap: number): LabelCircles[] => {
    for (let pitch = room.label_height + 9; pitch > tightest; pitch -= 1) {
      const better = fits(width, stretch, overlap, pitch);
      if (better) return better;
    }
    return found;
  };
  // True circles, as small as fills what is seen, larger if the labels ask for it.
  const least = Math.min(room.width, Math.max(room.least ?? 560, room.height * 1.46));
  for (let width = least; width <= room.width; width += 12) {
    for (const overlap of overlaps) {
      const found = fits(width, 1, overlap, tightest);
      if (found) return airy(found, width, 1, overlap);
    }
  }
  // Too narrow for that: the full width, and taller than wide.
  for (let stretch = 1; stretch <= 2.2; stretch += 0.04) {
    for (const overlap of overlaps) {
      const found = fits(room.width, stretch, overlap, tightest);
      if (found) return airy(found, room.width, stretch, overlap);
    }
  }
  return null;
}

/** The lens of the two as a path. */
export function lens_of({ x, y, rx, ry, offset }: LabelCircles): string {
  const half = ry * Math.sqrt(1 - (offset / rx) ** 2);
  return `M${x} ${y - half}A${rx} ${ry} 0 0 1 ${x} ${y + half}A${rx} ${ry} 0 0 1 ${x} ${y - half}Z`;
}

/** The region that a point of the figure lies in; null outside of both circles. */
export function side_at({ x, y, rx, ry, offset }: LabelCircles, at_x: number, at_y: number): Side | null {
  const inside = (centre: number) => ((at_x - centre) / rx) ** 2 + ((at_y - y) / ry) ** 2 <= 1;
  const left = inside(x - offset);
  const right = inside(x + offset);
  if (left && right) return 'shared';
  return left ? 'pm' : right ? 'pmm' : null;
}
