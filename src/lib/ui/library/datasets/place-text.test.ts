import { expect, it } from 'vitest';
import { placeText } from './place-text';

it.each([
  ['https://data.example.org/lab/zebra%20fish.zarr/?key=secret', 'data.example.org/lab/zebra fish.zarr'],
  ['http://192.168.1.7:8080/', '192.168.1.7:8080'],
  ['https://data.example.org/100%.zarr', 'data.example.org/100%.zarr'],
  ['data/macaque.zarr', 'data/macaque.zarr'],
])('%s lies at %s', (location, text) => {
  expect(placeText(location)).toBe(text);
});
