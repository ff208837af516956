/** Notices on their way out: a real webhook and a real mail server on loopback. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodedWords, isAddress, letterOf } from '#functions/adapters/notices/mail.ts';
import { smtpNotices } from '#functions/adapters/notices/smtp.ts';
import { noticesThrough, signatureOf, webhookNotices } from '#functions/adapters/notices/webhook.ts';
import type { SentNotice } from '#functions/ports.ts';
import { smtpMailbox } from '#tests/support/smtp-mailbox.ts';

const notice: SentNotice = {
  id: '018462fb-0000-7000-8000-000000000000',
  campaign: 'small',
  kind: 'deadline-near',
  at: 0,
  person: 'p-collector',
  facts: {},
  email: 'collector@example.org',
  texts: [
    {
      language: 'zh-CN',
      title: '11月15日 24:00 截止，请在截止时间以前把手机上的表都送出去',
      body: '还有 3 份没送出。\n.\n行首的点',
    },
    { language: 'en', title: 'Deadline', body: 'Three are not sent.' },
  ],
};

describe('a webhook', () => {
  let server: Server;
  let status = 204;
  const got: { readonly body: string; readonly signature: string | undefined }[] = [];
  let url = '';
  beforeEach(async () => {
    got.length = 0;
    status = 204;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        got.push({ body, signature: String(request.headers['x-xiangbiao-signature']) });
        response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end('said');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/in`;
  });
  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  test('[G22] gets the notice with a signature that only the secret makes', async () => {
    await webhookNotices({ url, secret: 'shared' }).deliver(notice);
    const [{ body = '', signature } = {}] = got;
    expect(JSON.parse(body)).toEqual(notice);
    expect(signature).toBe(signatureOf('shared', body));
    expect(signature).not.toBe(signatureOf('other', body));
  });

  test.each([302, 400, 500])('[G22] an answer of %d is not taken for a yes', async (answer) => {
    status = answer;
    await expect(webhookNotices({ url, secret: 's' }).deliver(notice)).rejects.toThrow();
    expect(got.length).toBe(1);
  });
});

/** Made for `localhost` and valid for two days. */
const certificate = (): { readonly key: string; readonly cert: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'xiangbiao-mail-'));
  const file = (name: string) => join(folder, name);
  const wanted = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-days', '2', '-keyout', file('key.pem'), '-out', file('cert.pem')];
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...wanted, ...out, ...named], { stdio: 'ignore' });
  const [key, cert] = [readFileSync(file('key.pem'), 'utf8'), readFileSync(file('cert.pem'), 'utf8')];
  rmSync(folder, { recursive: true });
  return { key, cert };
};

describe('a mail server', () => {
  const decoded = (text: string) => {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const subject = [...head.matchAll(/=\?utf-8\?B\?([^?]*)\?=/g)].map(([, word = '']) =>
      Buffer.from(word, 'base64'),
    );
    return { head, subject: Buffer.concat(subject).toString(), body: Buffer.from(body, 'base64').toString() };
  };

  test('[G22] takes a letter in both languages, all of it ASCII, dots at the beginning of lines unharmed', async () => {
    const mail = await smtpMailbox();
    await smtpNotices({ url: `smtp://127.0.0.1:${mail.port}`, from: 'platform@example.org' }).deliver(notice);
    const [letter] = mail.letters;
    expect(letter).toMatchObject({
      from: 'platform@example.org',
      to: 'collector@example.org',
      secure: false,
    });
    expect(letter?.text).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(
      letter?.text.split('\r\n').every((line) => line.length <= 76 || line.startsWith('Message-ID')),
    ).toBe(true);
    const { head, subject, body } = decoded(letter?.text ?? '');
    expect(subject).toBe(notice.texts[0]?.title);
    expect(body).toContain('行首的点');
    expect(body).toContain('Three are not sent.');
    expect(head).toContain('Auto-Submitted: auto-generated');
    await mail.close();
  });

  test('[G22] over TLS with a password, and never with one in the open', async () => {
    const { key, cert } = certificate();
    const mail = await smtpMailbox({ key, cert, user: 'me@here', password: 'p@ss word' });
    const url = `smtp://${encodeURIComponent('me@here')}:${encodeURIComponent('p@ss word')}@localhost:${mail.port}`;
    const from = 'platform@example.org';
    await smtpNotices({ url, from, ca: cert }).deliver(notice);
    expect(mail.letters).toMatchObject([{ secure: true, user: 'me@here' }]);
    expect(mail.overheard()).not.toContain('AUTH');
    await expect(smtpNotices({ url, from }).deliver(notice)).rejects.toThrow(); // a certificate that nobody vouches for
    await expect(
      smtpNotices({ url: url.replace('word', 'wrong'), from, ca: cert }).deliver(notice),
    ).rejects.toThrow('535');
    expect(mail.letters.length).toBe(1);
    await mail.close();
  });

  test('[G22] on the port that speaks TLS from the first byte', async () => {
    const { key, cert } = certificate();
    const mail = await smtpMailbox({ key, cert, user: 'me', password: 'secret', implicit: true });
    const url = `smtps://me:secret@localhost:${mail.port}`;
    await smtpNotices({ url, from: 'platform@example.org', ca: cert }).deliver(notice);
    expect(mail.letters).toMatchObject([{ secure: true, user: 'me' }]);
    await mail.close();
  });

  test('[G22] that offers no TLS elsewhere than on this machine is told no password', async () => {
    const mail = await smtpMailbox({ user: 'me', password: 'secret', host: '127.0.0.2' });
    const url = `smtp://me:secret@127.0.0.2:${mail.port}`;
    await expect(smtpNotices({ url, from: 'platform@example.org' }).deliver(notice)).rejects.toThrow();
    expect(mail.overheard()).toContain('EHLO');
    expect(mail.overheard()).not.toContain('AUTH');
    expect(mail.letters).toEqual([]);
    await mail.close();
  });

  test('[G22] that falls silent is not waited for without end, and its words stay out of the journal', async () => {
    const mail = await smtpMailbox();
    const channel = smtpNotices({
      url: `smtp://127.0.0.1:${mail.port}`,
      from: 'platform@example.org',
      patience: 200,
    });
    mail.behave = 'silent';
    await expect(channel.deliver(notice)).rejects.toThrow('ETIMEDOUT');
    mail.behave = 550;
    await expect(channel.deliver(notice)).rejects.toMatchObject({
      name: 'MailRefused',
      message: 'EENVELOPE 550',
    });
    await mail.close();
  });

  test.each([450, 550, 'hang-up'] as const)('[G22] that says %s: to be tried again', async (how) => {
    const mail = await smtpMailbox();
    mail.behave = how;
    const through = noticesThrough([
      smtpNotices({ url: `smtp://127.0.0.1:${mail.port}`, from: 'platform@example.org' }),
    ]);
    await expect(through.deliver(notice)).rejects.toThrow();
    expect(mail.letters).toEqual([]);
    await mail.close();
  });

  test('[G22] that is not there: to be tried again; nobody without an address is written to', async () => {
    const nowhere = smtpNotices({ url: 'smtp://127.0.0.1:9', from: 'platform@example.org' });
    await expect(nowhere.deliver(notice)).rejects.toThrow();
    const { email: _, ...silent } = notice;
    await nowhere.deliver(silent);
  });

  test('[G22] no address or title becomes a header of its own', () => {
    for (const address of [
      'a@b.cn\r\nBcc: c@d.cn',
      'a@b.cn>',
      '<a@b.cn',
      'a b@c.cn',
      'a@b.cn,c@d.cn',
      '@b.cn',
      'a@',
    ])
      expect(isAddress(address)).toBe(false);
    expect(isAddress('a.b+c@mail.example.org')).toBe(true);
    const evil = { ...notice, texts: [{ language: 'en', title: 'x\r\nBcc: c@d.cn', body: '' }] };
    const letter = letterOf(evil, { from: 'p@example.org', sentAt: new Date(0) });
    expect(letter?.text).not.toContain('Bcc');
    expect(
      letterOf({ ...notice, email: 'a@b.cn\r\nBcc: c@d.cn' }, { from: 'p@e.org', sentAt: new Date(0) }),
    ).toBeUndefined();
    for (const word of encodedWords('𠮷'.repeat(40)).split('\r\n '))
      expect(word.length).toBeLessThanOrEqual(67);
  });
});
