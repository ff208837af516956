/** Where the files of a form go on a phone, and where they come from: the phone's own store first. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../offline/database.ts';
import { keepFile, loadFile } from '../../offline/files.ts';
import { FileRefused } from '../../offline/upload.ts';
import type { FileKeeper } from '../../questionnaire/survey-files.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useField } from '../field.tsx';

export const useKeeper = ({ campaign, village }: Place): FileKeeper => {
  const { database } = useField();
  const { t } = useTranslation('collect');
  const problemText = useProblemText();
  return useMemo(
    () => ({
      keep: async (file, accepted) => {
        try {
          return await keepFile(database, { campaign, village }, file, accepted);
        } catch (error) {
          // A full storage is said at the question as well: what was drawn is not kept.
          return { refused: error instanceof FileRefused ? problemText(error) : t('fill.notSaved') };
        }
      },
      load: (reference) => loadFile(database, campaign, reference),
    }),
    [database, campaign, village, t, problemText],
  );
};
