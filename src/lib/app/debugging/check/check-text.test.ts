import { expect, it } from 'vitest';
import { cardText } from './check-text';

it('names the layer that the content of a tile is of where that is another one', () => {
  const key = { dataset: 'd', level: 0, index: [0, 0] };
  const textOf = (dataset: string) =>
    cardText({ key, kind: 'tile', belongs: { dataset, level: 2, cell: [3, undefined] } }, (id) =>
      id === 'e' ? 'nuclei' : 'cells',
    );
  expect(textOf('d')).toBe('the graphics card has L2 tile [3, ?]');
  expect(textOf('e')).toBe('the graphics card has L2 tile [3, ?] of nuclei');
  expect(cardText({ key, kind: 'tile' }, () => 'cells')).toBe('the graphics card has something else');
});
