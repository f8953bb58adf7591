import { expect, test } from 'bun:test';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { selfSignedCertificate } from './self-signed-certificate.ts';

test('is one that others can read and check', async () => {
  const notBefore = Date.UTC(2026, 10, 22) / 1000;
  const { certificate, privateKey } = await selfSignedCertificate('ApiGateway', notBefore, notBefore + 365 * 86_400);
  const read = new X509Certificate(certificate);
  expect([read.subject, read.issuer]).toEqual(['CN=ApiGateway', 'CN=ApiGateway']);
  expect([Date.parse(read.validFrom), Date.parse(read.validTo)]).toEqual([
    Date.UTC(2026, 10, 22),
    Date.UTC(2027, 10, 22),
  ]);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  expect(read.serialNumber).toHaveLength(32);
});
