import { expect, it } from 'vitest';
import { Interactions } from './interactions';

function counting() {
  const seen: string[] = [];
  return { seen, interactions: new Interactions((kind) => seen.push(kind)) };
}
const at = (clientX: number, pointerId = 1) => ({ pointerId, clientX, clientY: 0 });

it('tells drags from clicks, and counts each once', () => {
  const { seen, interactions } = counting();
  interactions.down(at(0));
  interactions.move(at(3));
  interactions.up(at(3));
  interactions.down(at(0));
  for (const x of [3, 9, 40]) interactions.move(at(x));
  interactions.up(at(40));
  interactions.move(at(90));
  interactions.down(at(0));
  interactions.up(at(0), true);
  expect(seen).toEqual(['clicks', 'drags']);
});

it('takes two fingers for one pinch, until both are lifted', () => {
  const { seen, interactions } = counting();
  interactions.down(at(0, 1));
  interactions.down(at(50, 2));
  interactions.move(at(99, 2));
  interactions.up(at(99, 2));
  interactions.down(at(50, 3));
  interactions.up(at(0, 1));
  interactions.up(at(50, 3));
  interactions.down(at(0, 1));
  interactions.up(at(0, 1));
  expect(seen).toEqual(['pinches', 'clicks']);
});

it('counts a turn of the wheel once, however many events it is, and a held key once', () => {
  const { seen, interactions } = counting();
  for (const ms of [0, 100, 350, 651, 700]) interactions.wheel(ms);
  interactions.key({ repeat: false });
  interactions.key({ repeat: true });
  expect(seen).toEqual(['wheelTurns', 'wheelTurns', 'keys']);
});
