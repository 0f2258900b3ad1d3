import { describe, expect, it } from 'vitest';
import { isPrivateHost } from './index';

describe('isPrivateHost', () => {
  it.each([
    'localhost',
    'LOCALHOST.',
    'app.localhost',
    'printer.local',
    '127.0.0.1',
    '127.255.0.3',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '[::1]',
    '::1',
    '[::]',
    '[fc00::1]',
    '[fdff:1::2]',
    '[fe80::1]',
    '[febf::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:127.0.0.1]',
  ])('is true of %s', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  it.each([
    'example.org',
    'localhost.example.org',
    'notlocalhost',
    'local.example',
    '10.example.org',
    '11.0.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '169.253.0.1',
    '[2001:db8::1]',
    '[fe00::1]',
    '[fec0::1]',
    '[::ffff:8.8.8.8]',
    '',
    'a b',
    'host/127.0.0.1',
  ])('is false of %s', (host) => {
    expect(isPrivateHost(host)).toBe(false);
  });
});
