// Rows of one height of which only those in view are in the document.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { printing } from '../store/preferences';

export interface VirtualRowsOptions {
  count: number;
  height: number;
  /** What stays above the rows, and is to be kept clear of the row that is scrolled to. */
  head: number;
  /** How far below the start of what scrolls the rows begin; sticky heads that take room of their own. */
  margin?: number;
  scroll: RefObject<HTMLElement | null>;
  /** False draws all rows: for lists that are short enough. */
  enabled?: boolean;
}

export function use_virtual_rows({ count, height, head, margin = 0, scroll, enabled = true }: VirtualRowsOptions) {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroll.current as HTMLDivElement | null,
    estimateSize: () => height,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: printing.value || !enabled ? count : 8,
    scrollMargin: margin,
    scrollPaddingStart: head,
    scrollPaddingEnd: 8,
    onChange: redraw as () => void,
  };
  const virtual = useRef<Virtualizer<HTMLDivElement, Element> | null>(null);
  virtual.current ??= new Virtualizer<HTMLDivElement, Element>(options);
  virtual.current.setOptions(options);
  useEffect(() => virtual.current!._didMount(), []);
  useLayoutEffect(() => virtual.current!._willUpdate());
  useEffect(() => virtual.current!.measure(), [height]);
  return virtual.current;
}
