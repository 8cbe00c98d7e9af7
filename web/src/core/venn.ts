// Geometry of the two circles: where the regions are, and dots spread evenly inside each of them.
import type { Side } from '../api/types';

export interface Circles {
  width: number;
  height: number;
  radius: number;
  /** Half the distance between the centres. */
  offset: number;
  x: number;
  y: number;
}

export interface Dot {
  x: number;
  y: number;
}

export function circles(width: number, height: number, overlap = 0.56, margin = 4): Circles {
  const radius = Math.min(height / 2 - margin, (width / 2 - margin) / (1 + overlap));
  return { width, height, radius, offset: radius * overlap, x: width / 2, y: height / 2 };
}

/** The lens as a path. */
export function lens_path({ x, y, radius, offset }: Circles): string {
  const half = Math.sqrt(radius * radius - offset * offset);
  return `M${x} ${y - half}A${radius} ${radius} 0 0 1 ${x} ${y + half}A${radius} ${radius} 0 0 1 ${x} ${y - half}Z`;
}

/** True when a dot of the given radius lies wholly in the region, with room to the lines around it. */
export function in_region(shape: Circles, side: Side, dot: Dot, room: number): boolean {
  const left = Math.hypot(dot.x - (shape.x - shape.offset), dot.y - shape.y);
  const right = Math.hypot(dot.x - (shape.x + shape.offset), dot.y - shape.y);
  const inside = shape.radius - room;
  const outside = shape.radius + room;
  if (side === 'shared') return left <= inside && right <= inside;
  return side === 'pm' ? left <= inside && right >= outside : right <= inside && left >= outside;
}

export interface DotLayout {
  radius: number;
  dots: Dot[];
}

/** As many dots as asked for, as large as fit, gathered around the middle of the region. */
export function spread_dots(shape: Circles, side: Side, count: number, largest = 15): DotLayout {
  const centre = {
    x:
      shape.x +
      (side === 'pm' ? -1 : side === 'pmm' ? 1 : 0) *
        (side === 'shared' ? 0 : shape.radius * 0.62 + shape.offset * 0.32),
    y: shape.y,
  };
  for (let radius = largest; radius > 2; radius -= 0.5) {
    const step = radius * 2 + Math.max(4, radius * 0.5);
    const places: Dot[] = [];
    const rows = Math.ceil(shape.height / step);
    for (let row = -rows; row <= rows; row += 1) {
      const shift = row % 2 ? step / 2 : 0;
      const columns = Math.ceil(shape.width / step);
      for (let column = -columns; column <= columns; column += 1) {
        const dot = { x: centre.x + column * step + shift, y: centre.y + row * step * 0.88 };
        if (in_region(shape, side, dot, radius + 5)) places.push(dot);
      }
    }
    if (places.length < count) continue;
    const near = (dot: Dot) => Math.hypot((dot.x - centre.x) * 1.35, dot.y - centre.y);
    const dots = places
      .sort((a, b) => near(a) - near(b) || a.y - b.y || a.x - b.x)
      .slice(0, count)
      .sort((a, b) => a.y - b.y || a.x - b.x);
    return { radius, dots };
  }
  return { radius: 2, dots: [] };
}
