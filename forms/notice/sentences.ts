/** The sentences of notices. `{…}` is a fact of the notice; both languages speak of the same ones. */
import type { NoticeKind } from './notice.ts';

export const noticeLanguages = ['zh-CN', 'en'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

type Sentences = { readonly [K in NoticeKind]: { readonly title: string; readonly body: string } };

export const noticeSentences: { readonly [L in NoticeLanguage]: Sentences } = {
  'zh-CN': {
    quarantined: {
      title: '送到晚了，已收下，没算进去',
      body: '{questionnaire}（回执 {receipt}）到的时候已经截止。内容和时间都留着，镇里可以申请补收。',
    },
    admitted: {
      title: '晚到的一份补收了',
      body: '{questionnaire}（回执 {receipt}）已补收，算进去了。理由：{why}',
    },
    rejected: {
      title: '晚到的一份没有补收',
      body: '{questionnaire}（回执 {receipt}）不补收，另列在清单里，一并封存。理由：{why}',
    },
    'extension-granted': {
      title: '延期批了，到 {until}',
      body: '“{stage}”延到 {until}，到点自动结束。理由：{why}',
    },
    'extension-declined': {
      title: '延期没有批',
      body: '“{stage}”不延到 {until}，截止时间不变。理由：{why}',
    },
    'findings-issued': {
      title: '镇里退回 {count} 条问题',
      body: '{village}有 {count} 条要再核实：{comment}',
    },
    'deadline-near': {
      title: '{closesAt} 截止',
      body: '{village}“{stage}”快到截止时间：还有 {unfinished} 份没填完，你手机上有 {unsent} 份没送出。',
    },
  },
  en: {
    quarantined: {
      title: 'Arrived late: kept, not counted',
      body: '{questionnaire} (receipt {receipt}) came after the deadline. Content and times are kept; the town can ask for it to be let in.',
    },
    admitted: {
      title: 'A late one was let in',
      body: '{questionnaire} (receipt {receipt}) was let in and counts. Reason: {why}',
    },
    rejected: {
      title: 'A late one stays outside',
      body: '{questionnaire} (receipt {receipt}) was not let in; it is listed apart and sealed with the rest. Reason: {why}',
    },
    'extension-granted': {
      title: 'Extended to {until}',
      body: '“{stage}” goes on to {until} and then ends by itself. Reason: {why}',
    },
    'extension-declined': {
      title: 'Not extended',
      body: '“{stage}” does not go on to {until}; the deadline stays. Reason: {why}',
    },
    'findings-issued': {
      title: 'Handed back: {count}',
      body: '{village}: {count} to be looked at again. {comment}',
    },
    'deadline-near': {
      title: 'Deadline {closesAt}',
      body: '{village}, “{stage}”: the deadline is near. {unfinished} still to fill in, {unsent} on your phone not sent.',
    },
  },
};
