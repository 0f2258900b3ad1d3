import { expect, it } from 'vitest';
import { qrPath } from './qr-path';

it('draws each run of dark modules once', () => {
  const rows = ['110', '001', '111'];
  const code = { size: 3, isDark: (row: number, column: number) => rows[row]?.[column] === '1' };
  expect(qrPath(code)).toBe('M0 0h2v1H0zM2 1h1v1H2zM0 2h3v1H0z');
});
