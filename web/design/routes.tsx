/** The designer's pages: which questionnaires there are, the editor of one, and what a publication would change. */
import { Route, Routes } from 'react-router';
import '../shell/table.css';
import './design.css';
import './canvas.css';
import './properties.css';
import './picture.css';
import './publish.css';
import './narrow.css';
import { EditorPage } from './editor-page.tsx';
import { PublishPage } from './publish-page.tsx';
import { QuestionnairesPage } from './questionnaires-page.tsx';

export const DesignRoutes = () => (
  <Routes>
    <Route index element={<QuestionnairesPage />} />
    <Route path=":campaign/:questionnaire" element={<EditorPage />} />
    <Route path=":campaign/:questionnaire/publish" element={<PublishPage />} />
  </Routes>
);
