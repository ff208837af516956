/**
 * Signatures, files and pictures of a form. What a person draws or chooses goes to a keeper, which names it; what an answer or
 * the designer names comes from the keeper. The form itself never holds bytes.
 */
import type { Question, QuestionSignaturePadModel, SurveyModel } from 'survey-core';

export interface FileKeeper {
  /** Keeps the file and gives its reference and how it is kept, or the sentence that says why not. `accepted` is what is taken here. */
  keep(
    file: File,
    accepted: string,
  ): Promise<{ readonly reference: string; readonly file: File } | { readonly refused: string }>;
  /** Absent when it cannot be had now. */
  load(reference: string): Promise<Blob | undefined>;
}

export interface FormFiles {
  /** Resolves when everything drawn so far is kept: before answers are judged. */
  settled(): Promise<void>;
}

const dataUrlOf = (blob: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error ?? new Error('a file that cannot be read'));
    reader.readAsDataURL(blob);
  });

/** A pause after the last stroke that no second name follows. */
const pauseMs = 1_500;

/** SurveyJS gives a PNG of a signature without saying that it is one. */
const typed = (file: File): File =>
  file.type === '' && file.name.endsWith('.png') ? new File([file], file.name, { type: 'image/png' }) : file;

type Pad = QuestionSignaturePadModel & { valueWasChangedFromLastUpload?: boolean };

/** SurveyJS hands a signature in when its field loses the focus; that is also how it is told to do so now. */
const handIn = (pad: Pad): void => {
  if (pad.valueWasChangedFromLastUpload) pad.onBlur({ relatedTarget: null });
};

const padsOf = (model: SurveyModel): readonly Pad[] =>
  model
    .getAllQuestions(false, false, true)
    .filter((question) => question.getType() === 'signaturepad') as unknown as readonly Pad[];

/** Pictures of the designer, which are references of ours as well. */
const showPicture = async (question: Question, keeper: FileKeeper): Promise<void> => {
  const picture = question as unknown as { imageLink: string };
  if (!picture.imageLink.startsWith('blobs/')) return;
  const reference = picture.imageLink;
  picture.imageLink = '';
  const blob = await keeper.load(reference).catch(() => undefined);
  if (blob) picture.imageLink = await dataUrlOf(blob);
};

export const connectFiles = (model: SurveyModel, keeper: FileKeeper): FormFiles => {
  const pending = new Set<Promise<void>>();
  const track = (work: Promise<void>): void => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };
  model.onUploadFiles.add((_, { question, files: given, callback }) => {
    const files = given.map(typed);
    const { acceptedTypes = '' } = question as { readonly acceptedTypes?: string };
    const keepAll = async () => {
      const outcomes = await Promise.all(files.map((file) => keeper.keep(file, acceptedTypes)));
      const refused = outcomes.flatMap((one) => ('refused' in one ? [one.refused] : []));
      const kept = outcomes.flatMap((one) =>
        'reference' in one ? [{ file: one.file, content: one.reference }] : [],
      );
      if (refused.length > 0) callback('error', [...new Set(refused)]);
      else callback('success', kept);
    };
    track(keepAll());
  });
  model.onDownloadFile.add((_, { content, callback }) => {
    const show = async () => {
      const blob = await keeper.load(String(content)).catch(() => undefined);
      callback(blob ? 'success' : 'error', blob ? await dataUrlOf(blob) : '');
    };
    void show();
  });
  // The bytes stay until nothing speaks of them; taking a file out of an answer is not throwing it away.
  model.onClearFiles.add((_, { callback }) => callback('success'));
  model.onAfterRenderQuestion.add((_, { question, htmlElement }) => {
    if (question.getType() === 'image') void showPicture(question, keeper);
    if (question.getType() !== 'signaturepad') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    htmlElement.addEventListener('pointerdown', () => clearTimeout(timer));
    htmlElement.addEventListener('pointerup', () => {
      clearTimeout(timer);
      timer = setTimeout(() => handIn(question as unknown as Pad), pauseMs);
    });
  });
  return {
    settled: async () => {
      for (const pad of padsOf(model)) handIn(pad);
      while (pending.size > 0) await Promise.all(pending);
    },
  };
};
