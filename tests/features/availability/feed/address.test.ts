import { expect, it } from '@jest/globals';
import { checkAddress, isPublic } from '../../../../server/features/availability/feed/address.ts';

it.each([
  '0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1',
  '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', '2001::1',
  '2001:2::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '4000::1', '5f00::1', 'fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1',
  '', 'localhost', '1.2.3', '8.8.8.8.8',
])('%s is not a public address', (address) => {
  expect(isPublic(address)).toBe(false);
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '169.253.0.1', '2606:4700:4700::1111', '2a00:1450:4001::200e'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

it('reads webcal as https, keeps to checked addresses and drops the fragment', async () => {
  const rules = { originsAllowed: [], resolve: async () => ['8.8.8.8', '2606:4700:4700::1111'] };
  const checked = await checkAddress('WEBCAL://Calendar.example:8443/a.ics?key=1#top', rules);
  expect(checked.url.href).toBe('https://calendar.example:8443/a.ics?key=1');
  expect(checked.addresses).toEqual(['8.8.8.8', '2606:4700:4700::1111']);
});

it('refuses a host of which one address is private', async () => {
  const rules = { originsAllowed: [], resolve: async () => ['8.8.8.8', '10.0.0.1'] };
  await expect(checkAddress('https://calendar.example/', rules)).rejects.toMatchObject({ code: 'bad-address' });
});
