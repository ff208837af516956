/** Where the files of a form go on a phone, and where they come from: the phone's own store first. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '#forms/wire/limits.ts';
import type { Place } from '../../offline/database.ts';
import { keepFile, loadFile } from '../../offline/files.ts';
import { FileRefused } from '../../offline/upload.ts';
import type { FileKeeper } from '../../questionnaire/survey-files.ts';
import { useFormats } from '../../time/format.ts';
import { useField } from '../field.tsx';

export const useKeeper = ({ campaign, village }: Place): FileKeeper => {
  const { database } = useField();
  const { t } = useTranslation('collect');
  const { bytes } = useFormats();
  return useMemo(
    () => ({
      keep: async (file, accepted) => {
        try {
          return await keepFile(database, { campaign, village }, file, accepted);
        } catch (error) {
          // A full storage is said at the question as well: what was drawn is not kept.
          const why = error instanceof FileRefused ? (`pages.${error.why}` as const) : 'fill.notSaved';
          return { refused: t(why, { limit: bytes(limits.scanBytes) }) };
        }
      },
      load: (reference) => loadFile(database, campaign, reference),
    }),
    [database, campaign, village, t, bytes],
  );
};
