/** What is said when a paper could not be sent: what is wrong with the file, or what stood in the way. */
import { useTranslation } from 'react-i18next';
import { limits } from '#forms/wire/limits.ts';
import { FileRefused } from '../offline/upload.ts';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';

export const useFileRefusal = (): ((error: unknown) => string) => {
  const { t } = useTranslation('collect');
  const { bytes } = useFormats();
  const said = useProblemText();
  return (error) =>
    error instanceof FileRefused ? t(`pages.${error.why}`, { limit: bytes(limits.scanBytes) }) : said(error);
};
