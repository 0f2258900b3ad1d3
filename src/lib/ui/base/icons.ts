/** What is inside each icon's `<svg viewBox="0 0 16 16">`: 1.5-px strokes; class `f` marks the filled parts. */
export const icons = {
  eye: '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z"/><circle cx="8" cy="8" r="2"/>',
  eyeoff:
    '<path d="M6.2 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.8 2.3M4 5.1A11 11 0 0 0 1.5 8S4 12.5 8 12.5a6 6 0 0 0 2.9-.8M2.5 2.5l11 11"/>',
  fit: '<path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3"/><circle class="f" cx="8" cy="8" r="1.4"/>',
  link: '<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.7-.7"/>',
  beside: '<rect x="2" y="3" width="12" height="10" rx="2"/><path d="M9.5 3v10"/>',
  dots: '<circle class="f" cx="3.5" cy="8" r="1.25"/><circle class="f" cx="8" cy="8" r="1.25"/><circle class="f" cx="12.5" cy="8" r="1.25"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  minus: '<path d="M3 8h10"/>',
  x: '<path d="m4 4 8 8M12 4l-8 8"/>',
  check: '<path d="m3 8.5 3.3 3.3L13 4.8"/>',
  down: '<path d="m4 6 4 4 4-4"/>',
  up: '<path d="m4 10 4-4 4 4"/>',
  left: '<path d="m10 4-4 4 4 4"/>',
  right: '<path d="m6 4 4 4-4 4"/>',
  fold: '<path d="m7.5 4-4 4 4 4M12.5 4l-4 4 4 4"/>',
  play: '<path class="f" d="M5 3.2v9.6a.6.6 0 0 0 .9.5l7.6-4.8a.6.6 0 0 0 0-1L5.9 2.7a.6.6 0 0 0-.9.5Z"/>',
  pause:
    '<rect class="f" x="4" y="3" width="2.8" height="10" rx=".8"/><rect class="f" x="9.2" y="3" width="2.8" height="10" rx=".8"/>',
  backwards:
    '<path class="f" d="M11 3.2v9.6a.6.6 0 0 1-.9.5L2.6 8.5a.6.6 0 0 1 0-1L10.1 2.7a.6.6 0 0 1 .9.5Z"/>',
  loop: '<path d="M3 9V7.5a3 3 0 0 1 3-3h7M11 2.5l2 2-2 2M13 7v1.5a3 3 0 0 1-3 3H3M5 13.5l-2-2 2-2"/>',
  bounce: '<path d="M2.5 8h11M5 5.5 2.5 8 5 10.5M11 5.5 13.5 8 11 10.5"/>',
  roll: '<path d="M13 8a5 5 0 0 1-8.8 3.3M3 8a5 5 0 0 1 8.8-3.3M12 2v2.9H9.1M4 14v-2.9h2.9"/>',
  transpose:
    '<path d="M2.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM9 4h2.5A1.5 1.5 0 0 1 13 5.5V7M7 12H4.5A1.5 1.5 0 0 1 3 10.5V9"/>',
  wait: '<path d="M4.5 2.5h7M4.5 13.5h7M5.5 2.5c0 3 2.5 4 2.5 5.5S5.5 10.5 5.5 13.5M10.5 2.5c0 3-2.5 4-2.5 5.5s2.5 2.5 2.5 5.5"/>',
  debug:
    '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/><path d="M8 2.5v11M2.5 8h11M10.8 2.5V8M8 5.2h5.5"/>',
  memory:
    '<rect x="4" y="4" width="8" height="8" rx="1.5"/><path d="M6 1.8V4M10 1.8V4M6 12v2.2M10 12v2.2M1.8 6H4M1.8 10H4M12 6h2.2M12 10h2.2"/>',
  image:
    '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><circle cx="6" cy="6.3" r="1.1"/><path d="m3 11.5 3.2-2.8 2 1.6 2.6-2.5 2.7 2.7"/>',
  labels:
    '<path d="M3 5.5c2-3 5-3 6-1s4 1 4.5 3-1 5.5-5 5.5-7.5-4-5.5-7.5Z"/><path d="M6.5 3.5c-.5 3 3.5 3.5 3 9"/>',
  shuffle:
    '<path d="M2.5 4.5H4c3.5 0 4.5 7 8 7h1.5M2.5 11.5H4c1.3 0 2.2-.9 3-2.1M9 6.6c.8-1.2 1.7-2.1 3-2.1h1.5M11.5 2.5l2 2-2 2M11.5 9.5l2 2-2 2"/>',
  trash: '<path d="M3 4.5h10M6.5 4.3v-1.5h3v1.5M4.5 4.5l.6 9h5.8l.6-9"/>',
  info: '<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.7"/><circle class="f" cx="8" cy="5" r=".9"/>',
  warn: '<path d="M8 2.3 14.3 13H1.7Z"/><path d="M8 6.5v3"/><circle class="f" cx="8" cy="11.2" r=".85"/>',
  err: '<circle cx="8" cy="8" r="6"/><path d="M8 4.8v4"/><circle class="f" cx="8" cy="11" r=".9"/>',
  undo: '<path d="M5.5 2.8 2.5 5.8l3 3M2.8 5.8h6.4a3.7 3.7 0 0 1 0 7.4H6.5"/>',
  redo: '<path d="m10.5 2.8 3 3-3 3M13.2 5.8H6.8a3.7 3.7 0 0 0 0 7.4h2.7"/>',
  ruler: '<path d="m1.9 10.8 8.9-8.9 3.3 3.3-8.9 8.9ZM4.6 8.1l1.3 1.3M7 5.7l1.8 1.8M9.4 3.3l1.3 1.3"/>',
  angle: '<path d="M13.5 13h-11l8-10M6.2 8.6A6.4 6.4 0 0 1 9.2 13"/>',
  box: '<path d="M2.5 4.5v7a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-7a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1Z"/><circle class="f" cx="2.5" cy="3.5" r="1.6"/><circle class="f" cx="13.5" cy="12.5" r="1.6"/>',
  sliders:
    '<path d="M2.5 5h5.8M12 5h1.5M2.5 11H4M7.7 11h5.8"/><circle cx="10.1" cy="5" r="1.8"/><circle cx="5.9" cy="11" r="1.8"/>',
  retry: '<path d="M13 8A5 5 0 1 1 11.3 4.3L13 6M13 2.8V6H9.8"/>',
  search: '<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3"/>',
  help: '<circle cx="8" cy="8" r="6"/><path d="M6.2 6.5a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3"/><circle class="f" cx="8" cy="11.5" r=".85"/>',
  sun: '<circle cx="8" cy="8" r="2.8"/><path d="M8 1.8v1.2M8 13v1.2M1.8 8H3M13 8h1.2M3.6 3.6l.9.9M11.5 11.5l.9.9M3.6 12.4l.9-.9M11.5 4.5l.9-.9"/>',
  camera:
    '<path d="M2 12V5.5c0-.5.4-.8.8-.8h2l1.2-1.7h4l1.2 1.7h2c.4 0 .8.3.8.8V12c0 .5-.4.8-.8.8H2.8A.8.8 0 0 1 2 12Z"/><circle cx="8" cy="8.5" r="2.3"/>',
  export: '<path d="M8 10V2.8M5.3 5.4 8 2.7l2.7 2.7M4.5 7.5H3v6h10v-6h-1.5"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 3.5v-.2a.8.8 0 0 0-.8-.8H3.3a.8.8 0 0 0-.8.8v6.4c0 .4.4.8.8.8h.2"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
  cloud: '<path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7.6 2.7 2.7 0 0 1-.2 5.4Z"/>',
  cloudkept:
    '<path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7.6 2.7 2.7 0 0 1-.2 5.4Z"/><path d="m6 9.1 1.5 1.5 2.6-2.7"/>',
  cloudoff:
    '<path d="M5.2 4.6A4 4 0 0 1 11.9 7.1a2.7 2.7 0 0 1 1.7 4.4M11 12.5H4.5a3 3 0 0 1-.3-6M2.5 2.5l11 11"/>',
  kept: '<path d="M8 2.5v6.8M5.3 6.8 8 9.5l2.7-2.7M3 11v2.5h10V11"/>',
  pin: '<path d="M6 2.5h4l-.5 4L12 9H4l2.5-2.5ZM8 9v5"/>',
  shelf: '<path d="M3 2.5v11M6.5 2.5v11M9.5 3l3.5 10.3M2 13.5h12"/>',
  grip: '<circle class="f" cx="6" cy="4" r="1"/><circle class="f" cx="10" cy="4" r="1"/><circle class="f" cx="6" cy="8" r="1"/><circle class="f" cx="10" cy="8" r="1"/><circle class="f" cx="6" cy="12" r="1"/><circle class="f" cx="10" cy="12" r="1"/>',
  grid: '<rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="9" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="2.5" y="9" width="4.5" height="4.5" rx="1"/><rect x="9" y="9" width="4.5" height="4.5" rx="1"/>',
  wells:
    '<rect x="1.8" y="3" width="12.4" height="10" rx="1.5"/><circle cx="5" cy="6.2" r="1.1"/><circle cx="8" cy="6.2" r="1.1"/><circle cx="11" cy="6.2" r="1.1"/><circle cx="5" cy="9.8" r="1.1"/><circle cx="8" cy="9.8" r="1.1"/><circle cx="11" cy="9.8" r="1.1"/>',
  swipe:
    '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M8 1.5v13M5.2 6.5 3.9 8l1.3 1.5M10.8 6.5 12.1 8l-1.3 1.5"/>',
  pencil: '<path d="m3 13 .6-2.8 7-7a1 1 0 0 1 1.4 0l.8.8a1 1 0 0 1 0 1.4l-7 7Z"/>',
  slab: '<path d="M2.5 3.5h11M2.5 12.5h11"/><rect class="f" x="2.5" y="5.8" width="11" height="4.4" rx="1"/>',
  alone: '<circle cx="8" cy="8" r="2"/><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2"/>',
  folder:
    '<path d="M2 12V4.3c0-.5.4-.8.8-.8h3.4l1.5 1.8h5.5c.4 0 .8.3.8.8V12c0 .5-.4.8-.8.8H2.8A.8.8 0 0 1 2 12Z"/>',
  file: '<path d="M4 1.8h5l3.2 3.2v9.2H4ZM9 1.8V5h3.2M6.2 8.2h3.8M6.2 10.9h3.8"/>',
  qr: '<rect x="2.5" y="2.5" width="4" height="4" rx=".7"/><rect x="9.5" y="2.5" width="4" height="4" rx=".7"/><rect x="2.5" y="9.5" width="4" height="4" rx=".7"/><path d="M9.5 9.5h1.5v1.5M13.5 9.5v4h-4v-1"/>',
  tree: '<path d="M3.5 2.5v9.5h4M3.5 6h4"/><rect x="8" y="4" width="5.5" height="4" rx="1"/><rect x="8" y="10" width="5.5" height="4" rx="1"/>',
  array:
    '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/><path d="M6.2 2.5v11M9.8 2.5v11M2.5 6.2h11M2.5 9.8h11"/>',
  points:
    '<g class="f"><circle cx="4" cy="11" r="1.3"/><circle cx="8" cy="5" r="1.3"/><circle cx="12" cy="9.5" r="1.3"/><circle cx="4" cy="5.5" r="1"/><circle cx="8.5" cy="12" r="1"/></g>',
} as const;

export type IconName = keyof typeof icons;
