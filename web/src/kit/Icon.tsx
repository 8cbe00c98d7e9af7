// Icons of 16 by 16, drawn as strokes in the colour of the text around them.

const paths = {
  portfolio: 'M2.5 3h3v10h-3zM6.5 3h3v6.5h-3zM10.5 3h3v8h-3z',
  findings: 'M3.5 14V2.5M3.5 3h8.5l-2 3 2 3H3.5',
  people:
    'M6 7.7a2.35 2.35 0 1 0 0-4.7 2.35 2.35 0 0 0 0 4.7ZM1.7 13c.3-2.3 1.9-3.6 4.3-3.6s4 1.3 4.3 3.6M10.5 7.6a2 2 0 1 0-.3-4M12 9.7c1.4.4 2.2 1.6 2.4 3.3',
  person: 'M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8ZM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  organisation: 'M6 2.5h4v3H6zM2 10.5h4v3H2zM10 10.5h4v3h-4zM8 5.5V8M4 10.5V8h8v2.5',
  inbox: 'M2.5 9.5 4.5 3h7l2 6.5v3.5h-11zM2.5 9.5h3.3l.9 1.6h2.6l.9-1.6h3.3',
  map: 'M6 11.7a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4ZM10 11.7a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4Z',
  import: 'M8 2.5v7M5 6.8l3 3 3-3M2.5 10.5v3h11v-3',
  export: 'M8 9.5v-7M5 5.2l3-3 3 3M2.5 10.5v3h11v-3',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M10.25 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM2.5 11.5H4M7.5 11.5h6M5.75 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 14 14',
  plus: 'M8 3v10M3 8h10',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  edit: 'M10.5 3 13 5.5 6 12.5l-3 .5.5-3zM9 4.5 11.5 7',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3A2.6 2.6 0 0 0 9 3.3l-.8.8M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.8-.8',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h6.5a4 4 0 0 1 0 7.5H6',
  warning: 'M8 2.5 14.2 13H1.8zM8 6.5V9.5M8 11.2v.01',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.8M8 10.9v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.3V11M8 5.1v.01',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  comment: 'M2.5 3h11v7.5H8L5 13v-2.5H2.5z',
  history: 'M3 4.5V7h2.5M3.1 7A5 5 0 1 1 3 9.2M8 5.5V8.3l2 1.2',
  release: 'M2.5 2.5h5l6 6-5 5-6-6zM5.4 5.4v.01',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  external: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 6.3V13',
  bookmark: 'M4 2.5h8v11L8 10.5 4 13.5z',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6',
  leave: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  stage: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 8V2.5M8 8l4 3.5',
  horizon: 'M1.5 11.5h13M4 11.5a4 4 0 0 1 8 0M8 3v2M3 5.5l1.2 1.2M13 5.5l-1.2 1.2',
  unit: 'M3 13.5v-11h6v11M9 6h4v7.5M1.5 13.5h13M5 5h2M5 7.5h2M5 10h2',
  lines: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  key: 'M10.5 8.5a3 3 0 1 0-2.6-1.5L2.5 12.3v1.2H5V12h1.5v-1.5l1.4-1.4',
  flag: 'M3.5 14V2.5M3.5 3h8.5l-2 3 2 3H3.5',
  price: 'M2 12.5c2.5 0 3-8.5 6-8.5s3.5 8.5 6 8.5',
  play: 'M5 3l8 5-8 5z',
  stop: 'M4 4h8v8H4z',
  dot: 'M8 8h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 15 }: { name: IconName; size?: number }) {
  const bold = name === 'more' || name === 'dot';
  return (
    <svg class="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={bold ? 2.2 : 1.3}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
