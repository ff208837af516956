/**
 * Every setting, spelled once. The stacks fill them, the composition roots read them, a missing or impossible one stops the
 * start with a sentence. Demo and production are two shapes: a movable clock cannot be switched on in production (W6).
 */
export const settingNames = {
  mode: 'XIANGBIAO_MODE',
  host: 'XIANGBIAO_HOST',
  port: 'XIANGBIAO_PORT',
  data: 'XIANGBIAO_DATA',
  baseUrl: 'XIANGBIAO_BASE_URL',
  table: 'XIANGBIAO_TABLE',
  scansBucket: 'XIANGBIAO_SCANS_BUCKET',
  sealsBucket: 'XIANGBIAO_SEALS_BUCKET',
  signingKey: 'XIANGBIAO_SIGNING_KEY',
  authSecretName: 'XIANGBIAO_AUTH_SECRET_NAME',
  dynamoEndpoint: 'XIANGBIAO_DYNAMODB_ENDPOINT',
  noticeWebhook: 'XIANGBIAO_NOTICE_WEBHOOK',
  noticeSecret: 'XIANGBIAO_NOTICE_SECRET',
  smtpUrl: 'XIANGBIAO_SMTP_URL',
  smtpFrom: 'XIANGBIAO_SMTP_FROM',
  noticesLeave: 'XIANGBIAO_NOTICES_LEAVE',
  noticeSecretName: 'XIANGBIAO_NOTICE_SECRET_NAME',
} as const;

export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
}

type Environment = { readonly [name: string]: string | undefined };

/** The value of a setting that must be there. */
export const requireSetting = (environment: Environment, setting: keyof typeof settingNames): string => {
  const value = environment[settingNames[setting]];
  if (!value) throw new SettingsRefused(`${settingNames[setting]} is not set`);
  return value;
};

/** Where notices leave the app; nowhere when nothing is set. */
export interface NoticeSettings {
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly smtp?: { readonly url: string; readonly from: string };
}

/** Each channel wants both of its settings, and an address that can be one. */
export const readNoticeSettings = (environment: Environment): NoticeSettings => {
  const pair = (one: keyof typeof settingNames, other: keyof typeof settingNames) => {
    const [first, second] = [environment[settingNames[one]], environment[settingNames[other]]];
    if (!first && !second) return undefined;
    return [requireSetting(environment, one), requireSetting(environment, other)] as const;
  };
  const url = (text: string, setting: keyof typeof settingNames, ...protocols: readonly string[]) => {
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
      throw new SettingsRefused(`${settingNames[setting]} must begin with ${protocols.join('// or ')}//`);
    return text;
  };
  const [webhook, smtp] = [pair('noticeWebhook', 'noticeSecret'), pair('smtpUrl', 'smtpFrom')];
  return {
    ...(webhook && {
      webhook: { url: url(webhook[0], 'noticeWebhook', 'https:', 'http:'), secret: webhook[1] },
    }),
    ...(smtp && { smtp: { url: url(smtp[0], 'smtpUrl', 'smtp:', 'smtps:'), from: smtp[1] } }),
  };
};

export interface ServerSettings {
  readonly mode: 'demo' | 'production';
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** Where browsers reach the server; links to signed pages begin with it. */
  readonly baseUrl: string;
  readonly notices: NoticeSettings;
  /** Demo: which pack, and how large a fictional township. */
  readonly demo?: {
    readonly pack: string;
    readonly villages?: number;
    readonly households?: number;
    /** Percent of the households whose work is done at the first start. */
    readonly visited?: number;
    readonly startAt?: string;
  };
}

const options = [
  'host',
  'port',
  'data',
  'base-url',
  'pack',
  'villages',
  'households',
  'visited',
  'start-at',
] as const;
type Option = (typeof options)[number];

/** `--name value` or `--name=value`; anything else is refused by name. */
const parseArguments = (args: readonly string[]): { readonly [O in Option]?: string } => {
  const found: { [O in Option]?: string } = {};
  for (let index = 0; index < args.length; index++) {
    const [flag = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    const name = options.find((option) => flag === `--${option}`);
    const value = inline ?? args[++index];
    if (!name)
      throw new SettingsRefused(
        `unknown option ${flag}; known are ${options.map((option) => `--${option}`).join(' ')}`,
      );
    if (value === undefined) throw new SettingsRefused(`${flag} needs a value`);
    found[name] = value;
  }
  return found;
};

const wholeNumber = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new SettingsRefused(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  return value;
};

export const readServerSettings = (environment: Environment, args: readonly string[]): ServerSettings => {
  const given = parseArguments(args);
  const mode =
    environment[settingNames.mode] ?? (environment.NODE_ENV === 'production' ? 'production' : 'demo');
  if (mode !== 'demo' && mode !== 'production')
    throw new SettingsRefused(`${settingNames.mode} must be demo or production, not "${mode}"`);
  const demoOptions = (['pack', 'villages', 'households', 'visited', 'start-at'] as const).filter(
    (option) => given[option] !== undefined,
  );
  if (mode === 'production' && demoOptions.length > 0)
    throw new SettingsRefused(
      `--${demoOptions.join(' --')} belongs to the demo and is refused in production`,
    );
  if (mode === 'demo' && environment.NODE_ENV === 'production')
    throw new SettingsRefused(`the demo and its movable clock do not start with NODE_ENV=production`);
  const host = given.host ?? environment[settingNames.host] ?? '127.0.0.1';
  const port = wholeNumber('--port', given.port ?? environment[settingNames.port] ?? '4380', 0, 65535);
  const shared = {
    host,
    port,
    data: given.data ?? environment[settingNames.data] ?? './data',
    baseUrl: given['base-url'] ?? environment[settingNames.baseUrl] ?? `http://${host}:${port}`,
    notices: readNoticeSettings(environment),
  };
  if (mode === 'production') return { mode, ...shared };
  return {
    mode,
    ...shared,
    demo: {
      pack: given.pack ?? 'township-2022',
      ...(given.villages ? { villages: wholeNumber('--villages', given.villages, 1, 500) } : {}),
      ...(given.households ? { households: wholeNumber('--households', given.households, 1, 100_000) } : {}),
      ...(given.visited ? { visited: wholeNumber('--visited', given.visited, 0, 100) } : {}),
      ...(given['start-at'] ? { startAt: given['start-at'] } : {}),
    },
  };
};
