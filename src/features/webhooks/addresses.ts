/** @module Which addresses a webhook may reach: public ones, and nothing that could be the inside of somebody's network. */
import ipaddr from 'ipaddr.js';

/** Public by their range, yet answered only inside a cloud, with its credentials. */
const INSIDE_ALL_THE_SAME = new Set(['168.63.129.16']);

/** IPv6 that is routed on the internet at all. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** IPv4 addresses can hide in IPv6 ones; what carries another address inside is not looked through but refused. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (INSIDE_ALL_THE_SAME.has(address.toString())) return false;
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_IPV6);
}

export const isLoopbackAddress = (text: string): boolean =>
  ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback';

/** The literal address a host of a URL is, or undefined for a name. `2130706433` and `0x7f.1` are literals too. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? ipaddr.parse(bare).toString() : undefined;
}
