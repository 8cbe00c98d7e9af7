// The arithmetic of charts: round tick values, places on an axis, and the outlines of lines and bands. No drawing here.

export interface Point {
  x: number;
  y: number;
}

/** What lies between two edges, such as an interval of a curve at one place. */
export interface Span {
  x: number;
  low: number;
  high: number;
}

/** Round steps of 1, 2, 2.5 or 5 times a power of ten that cover a range in about `count` steps, the edges inside it. */
export function nice_ticks(low: number, high: number, count = 5): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
  if (low > high) return nice_ticks(high, low, count);
  if (low === high) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // From whole numbers of steps: adding up steps would end at 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A range widened to whole steps, so that the picture begins and ends at a labelled line. */
export function nice_range(low: number, high: number, count = 5): [number, number] {
  if (!(high > low)) return low === 0 ? [0, 1] : [Math.min(low, 0), Math.max(low * 1.2, low === 0 ? 1 : 0)];
  const ticks = nice_ticks(low, high, count);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : high - low;
  return [
    Number((Math.floor(low / step + 1e-9) * step).toPrecision(12)),
    Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12)),
  ];
}

export type Scale = (value: number) => number;

/** From values to places; values beyond the range go to beyond the edges. */
export function scale_of(from: readonly [number, number], to: readonly [number, number]): Scale {
  const width = from[1] - from[0];
  if (width === 0) return () => (to[0] + to[1]) / 2;
  return (value) => to[0] + ((value - from[0]) / width) * (to[1] - to[0]);
}

const place = (value: number): string => value.toFixed(1).replace(/\.0$/, '');
const corner = (x: number, y: number): string => `${place(x)} ${place(y)}`;

/** A line through points; one that is no number breaks it. */
export function line_path(points: readonly Point[], x: Scale, y: Scale): string {
  let path = '';
  let open = false;
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
      open = false;
      continue;
    }
    path += (open ? 'L' : 'M') + corner(x(point.x), y(point.y));
    open = true;
  }
  return path;
}

/** A line that keeps its height until the next point: shares of people, who change their mind at one price. */
export function step_path(points: readonly Point[], x: Scale, y: Scale): string {
  let path = '';
  let before: Point | null = null;
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) continue;
    path += before ? `H${place(x(point.x))}V${place(y(point.y))}` : `M${corner(x(point.x), y(point.y))}`;
    before = point;
  }
  return path;
}

/** The outline of a band: along its upper edge and back along the lower one. */
export function span_path(spans: readonly Span[], x: Scale, y: Scale): string {
  const known = spans.filter((span) => Number.isFinite(span.low) && Number.isFinite(span.high));
  if (known.length < 2) return '';
  const over = known.map((span) => corner(x(span.x), y(span.high)));
  const under = known.map((span) => corner(x(span.x), y(span.low))).reverse();
  return `M${[...over, ...under].join('L')}Z`;
}

/** The index of the value that lies nearest; -1 in an empty list. */
export function nearest(values: readonly number[], to: number): number {
  let best = -1;
  for (let index = 0; index < values.length; index += 1)
    if (best < 0 || Math.abs(values[index]! - to) < Math.abs(values[best]! - to)) best = index;
  return best;
}

/** Labels side by side in one row, moved apart so that none overlap; places are their middles. */
export function spread_labels(
  labels: readonly { at: number; width: number }[],
  low: number,
  high: number,
  gap = 8,
): number[] {
  const order = labels.map((_, index) => index).sort((a, b) => labels[a]!.at - labels[b]!.at);
  const middle = new Array<number>(labels.length).fill(0);
  let edge = low;
  for (const index of order) {
    const half = labels[index]!.width / 2;
    middle[index] = Math.max(labels[index]!.at, edge + half);
    edge = middle[index]! + half + gap;
  }
  edge = high;
  for (const index of [...order].reverse()) {
    const half = labels[index]!.width / 2;
    middle[index] = Math.min(middle[index]!, edge - half);
    edge = middle[index]! - half - gap;
  }
  return middle;
}

/** How many of the values fall into each of `count` bins of equal width between two edges. */
export function bins_of(values: readonly number[], low: number, high: number, count: number): Span[] {
  const width = (high - low) / count;
  const bins = Array.from({ length: count }, (_, index) => ({ x: low + (index + 0.5) * width, low: 0, high: 0 }));
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    bins[Math.min(count - 1, Math.floor((value - low) / width))]!.high += 1;
  }
  return bins;
}
