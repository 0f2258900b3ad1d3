/**
 * True when a host name is this device or lies on a private network: `localhost`, `*.localhost`, `*.local`, loopback, private,
 * link-local and unspecified addresses, IPv6 unique-local ones, and IPv4 addresses written as IPv6.
 * Takes what `URL.hostname` gives, brackets included. Looks at the name alone: what it resolves to is not known to a page.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = normalize(hostname);
  if (host === undefined) return false;
  if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
  const numbers = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host);
  if (numbers) return isPrivateIpv4(Number(numbers[1]), Number(numbers[2]));
  return /(^|\.)(localhost|local)$/.test(host);
}

/** Lets the URL parser write a host the one canonical way: `2130706433` and `0x7f.1` become `127.0.0.1`. */
function normalize(hostname: string): string | undefined {
  const bracketed = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  if (/[/?#@\\]/.test(bracketed) || !URL.canParse(`http://${bracketed}`)) return undefined;
  return new URL(`http://${bracketed}`).hostname.replace(/\.$/, '');
}

function isPrivateIpv4(first: number, second: number): boolean {
  if (first === 0 || first === 10 || first === 127) return true;
  if (first === 172) return second >= 16 && second <= 31;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}

function isPrivateIpv6(address: string): boolean {
  if (address === '::1' || address === '::') return true;
  const mapped = /^::ffff:([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(address);
  if (mapped) {
    const high = parseInt(mapped[1] ?? '', 16);
    return isPrivateIpv4(high >> 8, high & 0xff);
  }
  const first = parseInt(address, 16);
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}
