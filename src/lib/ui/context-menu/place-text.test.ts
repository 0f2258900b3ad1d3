import { expect, test } from 'vitest';
import { placeText, valuesText } from './place-text';

const line = { layer: 'a', color: '#fff', level: 0, index: [1] };

test('says a place with its units', () => {
  const world = [
    { axis: 'x', text: '12.5', unit: 'µm' },
    { axis: 'y', text: '3' },
  ];
  expect(placeText(world)).toBe('x 12.5 µm, y 3');
});

test('says the values of what lies on top first', () => {
  expect(
    valuesText([
      { ...line, value: 7 },
      { ...line, value: '12' },
    ]),
  ).toBe('12, 7');
});
