// Two pictures of one shape side by side: what stands elsewhere in the other map is named, everything else is a number.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MapComparisonItem } from '../../api/special';
import { type Label, type LabelCircles, label_circles_alike } from '../../core/label-circles';
import {
  type ComparedRegion,
  elsewhere_words,
  is_moved,
  item_key,
  picture_of,
  type Which,
} from '../../core/map-compare';
import { count_of, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { CircleShape, measure_label } from './Circles';

const label_height = 22;
const widest = 150;
const glyph_width = 24;
const gap = 24;
const rest_words = (count: number) => `${count_of(count, 'activity', 'activities')} as there`;

const labels_of = (regions: readonly ComparedRegion[]): Label[] =>
  regions.flatMap((region) => [
    ...region.marked.map((item) => ({
      id: item_key(item),
      side: region.side,
      width: Math.min(widest, measure_label(item.name, '500 11.5px') + 20 + (is_moved(item) ? glyph_width : 0)),
    })),
    ...(region.others
      ? [
          {
            id: `rest ${region.side}`,
            side: region.side,
            width: measure_label(rest_words(region.others), '450 11.5px') + 8,
          },
        ]
      : []),
  ]);

interface PictureProps {
  title: string;
  regions: ComparedRegion[];
  shape: LabelCircles | null;
  which: Which;
  /** The activity that the reader points to, in both pictures and the table. */
  active: string | null;
  onActive: (key: string | null) => void;
}

function MarkedLabel({
  item,
  which,
  active,
  onActive,
}: Pick<PictureProps, 'which' | 'active' | 'onActive'> & { item: MapComparisonItem }) {
  const other = item[which === 'one' ? 'other' : 'one'];
  const id = item_key(item);
  return (
    <span
      class={`activity-label moved${id === active ? ' active' : ''}${other ? '' : ' only'}`}
      title={`${item.name}: ${elsewhere_words(item, which)}`}
      onMouseEnter={() => onActive(id)}
      onMouseLeave={() => onActive(null)}
    >
      <span class="truncate">{item.name}</span>
      {other && is_moved(item) && <Glyph side={other.side} label={false} />}
      <span class="reader-only">, {elsewhere_words(item, which)}</span>
    </span>
  );
}

function Picture({ title, regions, shape, which, active, onActive }: PictureProps) {
  const at = new Map(shape?.placed.map((place) => [place.id, place]));
  const position = (id: string) => {
    const place = at.get(id);
    return place && { left: `${place.x}px`, top: `${place.y}px` };
  };
  return (
    <figure class="compared" aria-label={title}>
      <figcaption>{title}</figcaption>
      <div
        class={shape ? 'map-figure beside small' : 'map-figure listed'}
        style={shape ? { width: `${shape.width}px`, height: `${shape.height}px` } : undefined}
      >
        {shape && <CircleShape shape={shape} />}
        {regions.map((region) => (
          <section key={region.side} class={`region region-${region.side}`} aria-label={side_name[region.side]}>
            <h3>
              <Glyph side={region.side} label={false} />
              {side_name[region.side]}
              <span class="quiet num">{region.marked.length + region.others}</span>
            </h3>
            <ul>
              {region.marked.map((item) => (
                <li key={item_key(item)} style={position(item_key(item))}>
                  <MarkedLabel item={item} which={which} active={active} onActive={onActive} />
                </li>
              ))}
              {region.others > 0 && (
                <li class="rest-words" style={position(`rest ${region.side}`)}>
                  {rest_words(region.others)}
                </li>
              )}
            </ul>
          </section>
        ))}
      </div>
    </figure>
  );
}

interface ComparedPairProps {
  one: string;
  other: string;
  items: MapComparisonItem[];
  active: string | null;
  onActive: (key: string | null) => void;
}

export function ComparedPair({ one, other, items, active, onActive }: ComparedPairProps) {
  const outer = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(0);
  const [fonts, set_fonts] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => set_width(outer.current!.clientWidth));
    observer.observe(outer.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => void document.fonts?.ready.then(() => set_fonts((count) => count + 1)), []);
  const regions = useMemo(() => ({ one: picture_of(items, 'one'), other: picture_of(items, 'other') }), [items]);
  const shapes = useMemo(
    () =>
      width
        ? label_circles_alike([labels_of(regions.one), labels_of(regions.other)], {
            width: Math.min((width - gap) / 2, 680),
            height: 300,
            least: 480,
            label_height,
          })
        : null,
    [regions, width, fonts],
  );
  const shared = { active, onActive };
  return (
    <div class="compared-pair" ref={outer}>
      {width > 0 && (
        <>
          <Picture title={one} regions={regions.one} shape={shapes?.[0] ?? null} which="one" {...shared} />
          <Picture title={other} regions={regions.other} shape={shapes?.[1] ?? null} which="other" {...shared} />
        </>
      )}
    </div>
  );
}
