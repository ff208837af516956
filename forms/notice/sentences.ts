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
    'extension-asked': {
      title: '延期申请等你审批',
      body: '{village}申请把“{stage}”延到 {until}。理由：{reason}',
    },
    'admissions-asked': {
      title: '补收申请等你审批',
      body: '{village}有 {count} 份晚到的申请补收。理由：{reason}',
    },
    'calendar-proposed': {
      title: '日历更改等你审批',
      body: '有人提议改 {count} 处时点，批准以后才生效。理由：{reason}',
    },
    'calendar-declined': {
      title: '日历更改没有批',
      body: '你提议改的 {count} 处时点不改。理由：{why}',
    },
    'deadline-moved': {
      title: '“{stage}”改到 {until}',
      body: '原来是 {was}。日历一共改了 {count} 处，已经生效。理由：{why}',
    },
    'calendar-changed': {
      title: '采集日历改了',
      body: '改了 {count} 处，已经生效，请看日历。理由：{why}',
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
    'extension-asked': {
      title: 'An extension waits for your word',
      body: '{village} asks that “{stage}” goes on to {until}. Reason: {reason}',
    },
    'admissions-asked': {
      title: 'Late ones wait for your word',
      body: '{village} asks that late ones be let in: {count}. Reason: {reason}',
    },
    'calendar-proposed': {
      title: 'A change of the calendar waits for your word',
      body: 'Somebody proposes another calendar (changed: {count}). Nothing moves before it is approved. Reason: {reason}',
    },
    'calendar-declined': {
      title: 'The calendar stays',
      body: 'Your proposal (changed: {count}) was declined. Reason: {why}',
    },
    'deadline-moved': {
      title: '“{stage}” now ends {until}',
      body: 'It was {was}. Changed in the calendar: {count}, in force now. Reason: {why}',
    },
    'calendar-changed': {
      title: 'The calendar changed',
      body: 'Changed: {count}, in force now; please look at the calendar. Reason: {why}',
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
