/** A picture or document that somebody handed in: fetched when it is asked for, because whoever opens it stands in the log. */
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './problem.tsx';

export interface HandedInFileProps {
  /** Its name with the ending that says what it is. */
  readonly file: string;
  /** A link that works for some minutes. */
  readonly link: () => Promise<string>;
}

export const HandedInFile = ({ file, link }: HandedInFileProps) => {
  const { t } = useTranslation('shell');
  const problemText = useProblemText();
  const [opened, setOpened] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const open = async () => {
    setBusy(true);
    setRefusal('');
    try {
      setOpened(await link());
    } catch (error) {
      setRefusal(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const isPdf = file.endsWith('.pdf');
  if (opened !== '')
    return (
      <a className="x-paper" href={opened} target="_blank" rel="noreferrer">
        {isPdf ? t('file.pdf') : <img src={opened} alt={t('file.shown')} />}
      </a>
    );
  return (
    <span className="x-paper">
      <button type="button" disabled={busy} onClick={() => void open()}>
        <IconPaperclip size={16} aria-hidden />
        {t(busy ? 'file.opening' : 'file.open')}
      </button>
      {refusal && <span role="alert">{refusal}</span>}
    </span>
  );
};
