/** Below these lies no public server: they are what this device and local networks call theirs. */
const localName = /(^|\.)(localhost|local|localdomain|lan|internal|intranet|private|corp|home|home\.arpa)$/;

/**
 * True when a host is this device or lies on a private network: a name without a dot, or below `.localhost`, `.local`, `.lan`,
 * `.internal`, `.home.arpa` and their like; loopback, private, shared (100.64/10), link-local, benchmarking and unspecified
 * addresses; of IPv6 also unique-local ones, all of `::/96`, and what carries such an IPv4 address (mapped, NAT64, 6to4).
 * Takes what `URL.hostname` gives, brackets included. Looks at the name alone: what it resolves to is not known to a page.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = normalize(hostname);
  if (host === undefined || host === '') return false;
  if (host.startsWith('[')) return isPrivateIpv6(groupsOf(host.slice(1, -1)));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIpv4(host.split('.').map(Number));
  return !host.includes('.') || localName.test(host);
}

/** Lets the URL parser write a host the one canonical way: `2130706433` and `0x7f.1` become `127.0.0.1`. */
function normalize(hostname: string): string | undefined {
  const bracketed = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  if (/[/?#@\\]/.test(bracketed) || !URL.canParse(`http://${bracketed}`)) return undefined;
  return new URL(`http://${bracketed}`).hostname.replace(/\.$/, '');
}

function isPrivateIpv4([first = 0, second = 0, third = 0]: readonly number[]): boolean {
  if (first === 0 || first === 10 || first === 127) return true;
  if (first === 100) return second >= 64 && second <= 127;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 198) return second === 18 || second === 19;
  if (first === 192) return second === 168 || (second === 0 && third === 0);
  return first === 169 && second === 254;
}

/** The eight groups of 16 bits of an IPv6 address as the URL parser writes it. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address
    .split('::')
    .map((half) => half.split(':').flatMap((group) => (group === '' ? [] : parseInt(group, 16))));
  if (!tail) return head;
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function isPrivateIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  const startsWith = (...prefix: readonly number[]) => prefix.every((group, at) => groups[at] === group);
  if (startsWith(0, 0, 0, 0, 0, 0)) return true;
  if (startsWith(0, 0, 0, 0, 0, 0xffff)) return isPrivateIpv4(bytesOf(groups.slice(6)));
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return isPrivateIpv4(bytesOf(groups.slice(6)));
  if (startsWith(0x64, 0xff9b, 1)) return true;
  if (first === 0x2002) return isPrivateIpv4(bytesOf([second, third]));
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

function bytesOf(groups: readonly number[]): number[] {
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}
