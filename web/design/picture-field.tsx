/** A picture is chosen or dropped, made small, sent in, and named in the questionnaire; and what it says to those who cannot see it. */
import { IconPhoto } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureTypes } from '#forms/questionnaire/picture.ts';
import { limits } from '#forms/wire/limits.ts';
import { FileRefused } from '../offline/upload.ts';
import { sendPicture } from '../questionnaire/pictures.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { useDesk } from './desk.ts';
import { setProperty } from './document/edit.ts';
import { textOf } from './document/places.ts';
import { TextField } from './fields.tsx';
import { rememberPicture, usePicture } from './pictures.ts';

/** Sends what was chosen and names it in the question that was in hand then. */
const useSending = () => {
  const { t } = useTranslation('design');
  const { id } = useCampaign();
  const { source, selected, act } = useDesk();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { bytes } = useFormats();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const send = async (file: File | undefined) => {
    if (!file || !selected) return;
    setRefusal('');
    setSending(true);
    try {
      const sent = await sendPicture(id, file);
      rememberPicture(client, id, sent);
      act({ source: setProperty(source, selected.key, 'imageLink', sent.reference) });
    } catch (error) {
      const why = error instanceof FileRefused ? error.why : undefined;
      setRefusal(why ? t(`picture.${why}`, { limit: bytes(limits.pictureBytes) }) : problemText(error));
    } finally {
      setSending(false);
    }
  };
  return { send, sending, refusal };
};

export const PictureFields = () => {
  const { t } = useTranslation('design');
  return (
    <>
      <PictureChooser />
      <TextField property="altText" label={t('picture.alt')} long />
      <p className="x-xs x-muted">{t('picture.altHint')}</p>
    </>
  );
};

const PictureChooser = () => {
  const { t } = useTranslation('design');
  const { bytes } = useFormats();
  const { selected } = useDesk();
  const { send, sending, refusal } = useSending();
  const [over, setOver] = useState(false);
  const reference = textOf(selected?.element.imageLink);
  const picture = usePicture(reference);
  const hover = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className="d-field">
      <span className="d-label">{t('picture.title')}</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first */}
      <div
        className={over ? 'd-picture over' : 'd-picture'}
        onDragOver={hover}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {picture ? (
          <img src={picture.url} alt={t('picture.shown')} />
        ) : (
          <IconPhoto size={32} stroke={1.4} aria-hidden />
        )}
        <label className="x-btn sm">
          {t(sending ? 'picture.sending' : reference === '' ? 'picture.choose' : 'picture.other')}
          <input
            className="x-vh"
            type="file"
            accept={Object.values(pictureTypes).join(',')}
            disabled={sending}
            onChange={(event) => {
              void send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
        <span className="x-xs x-muted" role="status">
          {picture ? t('picture.size', { size: bytes(picture.bytes) }) : t('picture.drop')}
        </span>
      </div>
      {refusal && (
        <p className="d-fault" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
};
