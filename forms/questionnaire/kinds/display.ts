/** What only shows something: words in Markdown and pictures of our own. It has no answer. */
import { isJsonObject } from '../../json.ts';
import { below } from '../faults.ts';
import { unsafeMarkdown } from '../markdown.ts';
import { fileOfPicture } from '../picture.ts';
import { each, inert, local, localInEach, type PropertyShape } from '../properties.ts';
import { defineKind } from './kind.ts';

/** Q22: HTML has no place in a questionnaire; what `html` holds is Markdown. */
const markdown: PropertyShape = (value, at, property, desk) => {
  local(value, at, property, desk);
  const texts = isJsonObject(value) ? Object.entries(value) : ([['', value]] as const);
  for (const [locale, words] of texts) {
    const found = typeof words === 'string' ? unsafeMarkdown(words) : undefined;
    if (found !== undefined)
      desk.pad.note(locale === '' ? at : below(at, locale), 'bad-markdown', { property, found });
  }
};

const ownImage: PropertyShape = (value, at, property, { pad }) => {
  if (fileOfPicture(value) === undefined)
    pad.note(at, 'wrong-shape', { property, expected: 'picture of our own' });
};

const display = {
  display: true,
  decode: () => ({ value: null }),
  judge: () => [],
} as const;

export const wordsKind = defineKind<object>({
  keys: ['html'],
  properties: { html: markdown },
  compile: (source, { at, pad }) => {
    if (source.html === undefined) pad.note(at, 'missing-property', { property: 'html', type: 'html' });
    return {};
  },
  ...display,
});

export const imageKind = defineKind<object>({
  keys: ['image'],
  properties: {
    imageLink: ownImage,
    altText: localInEach,
    contentMode: (value, at, property, { pad }) => {
      if (value !== 'image') pad.note(at, 'wrong-shape', { property, expected: 'image' });
    },
    ...each(inert, 'imageFit', 'imageHeight', 'imageWidth'),
  },
  compile: (source, { at, pad }) => {
    for (const property of ['imageLink', 'altText'])
      if (source[property] === undefined) pad.note(at, 'missing-property', { property, type: 'image' });
    return {};
  },
  ...display,
});
