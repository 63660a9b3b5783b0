/** Line icons on a 20 px grid, drawn for this page. */
const paths: Record<string, string> = {
  open: 'M3 6.5V15a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8a1 1 0 0 0-1-1h-6L8 5H4a1 1 0 0 0-1 1.5Z',
  single: 'M3 7l7-3 7 3-7 3ZM3 13.5l2.5-1M17 13.5l-2.5-1M3 13.5l7 3 7-3',
  multiples:
    'M3.5 3.5h5.5v5.5H3.5ZM11 3.5h5.5v5.5H11ZM3.5 11h5.5v5.5H3.5ZM11 11h5.5v5.5H11ZM5 5l2.5 2.5M12.5 5L15 7.5M5 12.5L7.5 15M12.5 12.5L15 15',
  play: 'M6.5 4.5v11l9-5.5Z',
  pause: 'M6.5 4.5v11M13.5 4.5v11',
  fit: 'M4 7.5V4h3.5M16 7.5V4h-3.5M4 12.5V16h3.5M16 12.5V16h-3.5M8 8h4v4H8Z',
  'view-iso': 'M10 3l6 3.5v7L10 17l-6-3.5v-7ZM4 6.5l6 3.5 6-3.5M10 10v7',
  'view-top': 'M10 3l6 3.5L10 10 4 6.5ZM4 6.5v7L10 17l6-3.5v-7M7 5l6 3.4M13 5L7 8.4',
  'view-front': 'M4 6.5L10 10v7l-6-3.5ZM10 10l6-3.5v7L10 17M4 6.5L10 3l6 3.5M6 10.5l2.5 3.6',
  'view-right': 'M16 6.5L10 10v7l6-3.5ZM10 10L4 6.5v7l6 3.5M4 6.5L10 3l6 3.5M14 10.5l-2.5 3.6',
  ortho: 'M4 4h12v12H4ZM4 10h12M10 4v12',
  measure: 'M3 13.5L13.5 3 17 6.5 6.5 17ZM5.5 11l1.5 1.5M8 8.5l2 2M10.5 6l1.5 1.5',
  section: 'M3.5 13l9-9.5M5 16h11V8M9 16l7-7.5M13 16l3-3',
  ghost: 'M3 7l7-3 7 3-7 3ZM5 11l5 2 5-2M5 14l5 2 5-2',
  travel: 'M3.5 15.5l3-3M8 11l2-2M11.5 7.5l2-2M12.5 4H16v3.5',
  marks: 'M6 6.5m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M14 9.5l2.5 3L14 15.5l-2.5-3ZM6 9v7',
  fill: 'M4 8l6-4 6 4v5l-6 3.5L4 13ZM6 9.5l6 4M8.5 7.5l6 4',
  model: 'M10 3l6 3.5v7L10 17l-6-3.5v-7Z',
  vessel:
    'M3 6h14v9H3ZM7 10.5m-1.7 0a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0M13 10.5m-1.7 0a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0',
  needle: 'M7.5 3h5v6l-2 2v6M7.5 9l2 2v6M7.5 6h5',
  legend: 'M4 5h2v2H4ZM9 6h7M4 9h2v2H4ZM9 10h7M4 13h2v2H4ZM9 14h7',
  table: 'M3.5 4.5h13v11h-13ZM3.5 8.2h13M3.5 11.8h13M8 8.2v7.3',
  picture: 'M3.5 6.5H7L8 5h4l1 1.5h3.5V15h-13ZM10 10.5m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0',
  link: 'M8.5 11.5l3-3M9 6.5l1.5-1.5a3 3 0 0 1 4.5 4.5L13.5 11M11 13.5L9.5 15A3 3 0 0 1 5 10.5L6.5 9',
  theme: 'M10 4v12a6 6 0 0 0 0-12ZM10 4a6 6 0 0 0 0 12',
  help: 'M7.5 8a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2.9-1.2 1.8M10 14.8v.2',
  plus: 'M10 5v10M5 10h10',
  minus: 'M5 10h10',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  warn: 'M10 4l7 12H3ZM10 8.5v3.5M10 14v.2',
  refuse: 'M7 3.5h6L16.5 7v6L13 16.5H7L3.5 13V7ZM7.5 7.5l5 5M12.5 7.5l-5 5',
  note: 'M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM10 9v4.5M10 6.4v.2',
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name] ?? ''} />
    </svg>
  );
}
