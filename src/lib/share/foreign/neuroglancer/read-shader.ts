import { own, rangeOf, recordOf, textOf } from './json';

/** What of a shader and its controls is a colour or a range. */
export interface ShaderLook {
  readonly contrast?: [number, number];
  /** '#rrggbb' */
  readonly colormap?: string;
  /** It does more than to multiply values of a range with a colour. */
  readonly isMore: boolean;
}

const maxLength = 20_000;
const control = /^[ \t]*#uicontrol[^\n]*$/gm;
const rangeDefault = /#uicontrol\s+invlerp\s+\w+\s*\([^)\n]*range\s*=\s*\[([^\]\n]{1,80})\]/;
const colorDefault = /#uicontrol\s+vec3\s+\w+\s+color\s*\(\s*default\s*=\s*"([^"\n]{1,30})"/;
/** A picture of one value, with or without a colour. */
const simple =
  /^void main\(\)\{emit(Grayscale|RGB)\((\w+\*)?(\w+\(\)|toNormalized\(getDataValue\(\w*\)\))(\*\w+)?\);?\}$/;

const named: Readonly<Record<string, string>> = {
  ...{
    red: '#ff0000',
    lime: '#00ff00',
    green: '#008000',
    blue: '#0000ff',
    white: '#ffffff',
    gray: '#808080',
  },
  ...{ cyan: '#00ffff', aqua: '#00ffff', magenta: '#ff00ff', fuchsia: '#ff00ff', yellow: '#ffff00' },
  ...{ orange: '#ffa500', purple: '#800080', pink: '#ffc0cb', brown: '#a52a2a', grey: '#808080' },
};

/** Reads `shader` and `shaderControls` of a layer. Nothing of a shader is ever run. */
export function readShader(shader: unknown, controls: unknown): ShaderLook {
  const code = (textOf(shader) ?? '').slice(0, maxLength);
  const set = Object.values(recordOf(controls) ?? {}).slice(0, 100);
  const contrast = firstOf(set, (value) => rangeOf(own(recordOf(value), 'range'))) ?? rangeIn(code);
  const colormap = firstOf(set, colorOf) ?? colorOf(colorDefault.exec(code)?.[1]);
  return {
    ...(contrast && { contrast }),
    ...(colormap !== undefined && { colormap }),
    isMore: !isSimple(code),
  };
}

function firstOf<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T | undefined {
  for (const value of values) {
    const found = read(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function rangeIn(code: string): [number, number] | undefined {
  const text = rangeDefault.exec(code)?.[1];
  return text === undefined ? undefined : rangeOf(text.split(',').map(Number));
}

function colorOf(value: unknown): string | undefined {
  const text = textOf(value)?.toLowerCase() ?? '';
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return text.replace(/[0-9a-f]/g, '$&$&');
  return Object.hasOwn(named, text) ? named[text] : undefined;
}

function isSimple(code: string): boolean {
  const body = code
    .replace(control, '')
    .replace(/\/\/[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(){};*]) ?/g, '$1')
    .trim();
  return body === '' || simple.test(body);
}
