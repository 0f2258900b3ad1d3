import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** What a reader of markup is told of, in the order of the text. Names of HTML are in lower case. */
export interface MarkupEvents {
  readonly open?: (tag: string) => void;
  /** Of the tag that was opened last. Entities are decoded. */
  readonly attribute?: (name: string, value: string) => void;
  /** Text comes in pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (tag: string) => void;
}

/**
 * Reads tags, attributes and text of a foreign document one after another. Nothing is nested, matched, built or run, so that the
 * work is in proportion to its length, however it is written.
 */
export function readMarkup(text: string, format: 'html' | 'xml', events: MarkupEvents): void {
  const xmlMode = format === 'xml';
  const tokenizer = new Tokenizer({ xmlMode, decodeEntities: true }, new Pieces(text, xmlMode, events));
  tokenizer.write(text);
  tokenizer.end();
}

/** Cuts what the tokenizer points at out of the text. */
class Pieces implements TokenizerCallbacks {
  readonly #text: string;
  readonly #isXml: boolean;
  readonly #events: MarkupEvents;
  #attribute = '';
  #value = '';

  constructor(text: string, isXml: boolean, events: MarkupEvents) {
    this.#text = text;
    this.#isXml = isXml;
    this.#events = events;
  }

  onopentagname(start: number, end: number): void {
    this.#events.open?.(this.#name(start, end));
  }

  onclosetag(start: number, end: number): void {
    this.#events.close?.(this.#name(start, end));
  }

  ontext(start: number, end: number): void {
    this.#events.text?.(this.#text.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.#events.text?.(characterOf(codePoint));
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#name(start, end);
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#text.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += characterOf(codePoint);
  }

  onattribend(): void {
    this.#events.attribute?.(this.#attribute, this.#value);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.#events.text?.(this.#text.slice(start, end - endOffset));
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onopentagend(): void {}
  onprocessinginstruction(): void {}
  onselfclosingtag(): void {}

  #name(start: number, end: number): string {
    const name = this.#text.slice(start, end);
    return this.#isXml ? name : name.toLowerCase();
  }
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
}
