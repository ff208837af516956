/** The questionnaire as JSON, for whoever prefers it. What parses is taken on as one change; what does not says where. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { parseSource, type SourceReading } from './document/json-text.ts';

export const JsonTab = () => {
  const { t } = useTranslation('design');
  const { source, act } = useDesk();
  const written = JSON.stringify(source, null, 2);
  const [text, setText] = useState(written);
  const [reading, setReading] = useState<SourceReading>({ ok: true, source });
  // Undo and changes from elsewhere show here too, unless the text says the same already.
  useEffect(() => {
    setText((before) => {
      const now = parseSource(before);
      return now.ok && JSON.stringify(now.source) === JSON.stringify(source) ? before : written;
    });
    setReading({ ok: true, source });
  }, [source, written]);
  const change = (next: string) => {
    setText(next);
    const now = parseSource(next);
    setReading(now);
    if (now.ok) act({ source: now.source }, 'json');
  };
  return (
    <section className="d-json" aria-label={t('json.label')}>
      <label className="d-label" htmlFor="d-json">
        {t('json.label')}
      </label>
      <textarea
        id="d-json"
        spellCheck={false}
        value={text}
        aria-invalid={!reading.ok}
        aria-describedby="d-json-state"
        onChange={(event) => change(event.target.value)}
      />
      <p id="d-json-state" role="status" className={reading.ok ? 'x-muted x-xs' : 'd-fault'}>
        {reading.ok ? (
          t('json.applied')
        ) : (
          <>
            <IconAlertTriangle size={16} aria-hidden />
            {reading.line === undefined
              ? t('json.notObject')
              : t('json.badAt', { line: reading.line, column: reading.column })}
          </>
        )}
      </p>
    </section>
  );
};
