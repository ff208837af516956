import { describe, expect, test } from 'vitest';
import { readServerSettings, SettingsRefused } from '#functions/settings.ts';

const refusal = (environment: Record<string, string>, ...args: string[]) => {
  try {
    readServerSettings(environment, args);
  } catch (error) {
    if (error instanceof SettingsRefused) return error.message;
  }
  return 'accepted';
};

describe('settings', () => {
  test('[W6] a demo unless production is asked for', () => {
    expect(readServerSettings({}, [])).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 4380,
      data: './data',
    });
    expect(readServerSettings({ NODE_ENV: 'production' }, [])).not.toHaveProperty('demo');
    expect(readServerSettings({ XIANGBIAO_MODE: 'production' }, [])).toMatchObject({ mode: 'production' });
  });

  test('[W6] production refuses every demo option, and the demo refuses production', () => {
    for (const option of ['--pack', '--villages', '--households', '--visited', '--start-at'])
      expect(refusal({ XIANGBIAO_MODE: 'production' }, option, '1')).toContain('refused in production');
    expect(refusal({ NODE_ENV: 'production', XIANGBIAO_MODE: 'demo' })).toContain(
      'do not start with NODE_ENV=production',
    );
  });

  test('[W9] nonsense is named', () => {
    expect(refusal({}, '--port', 'eighty')).toContain('--port must be a whole number');
    expect(refusal({}, '--colour', 'red')).toContain('unknown option --colour');
    expect(refusal({}, '--data')).toContain('--data needs a value');
    expect(refusal({ XIANGBIAO_MODE: 'test' })).toContain('must be demo or production');
    expect(readServerSettings({}, ['--port=0', '--data=/x=y']).data).toBe('/x=y');
  });
});
