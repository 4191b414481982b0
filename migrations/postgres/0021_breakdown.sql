-- Breakdown: elements by category, which scenes they are in, what brings what, and the script's words.
create table element_categories (
  workspace_id UUID not null,
  production_id UUID not null,
  code BIGINT not null constraint element_categories_code check (code >= 500),
  name TEXT not null,
  primary key (workspace_id, production_id, code),
  constraint element_categories_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create table elements (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  category BIGINT not null,
  code TEXT not null,
  name TEXT not null,
  folded TEXT not null,
  note TEXT not null,
  is_dood BOOLEAN not null,
  is_hold BOOLEAN not null,
  is_drop BOOLEAN not null,
  version BIGINT not null,
  primary key (workspace_id, id),
  constraint elements_name_key unique (workspace_id, production_id, category, folded),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
);
create table scene_elements (
  workspace_id UUID not null,
  scene_id UUID not null,
  element_id UUID not null,
  production_id UUID not null,
  amount BIGINT constraint scene_elements_amount check (amount > 0),
  note TEXT not null,
  primary key (workspace_id, scene_id, element_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade
);
create index scene_elements_production on scene_elements(production_id, workspace_id, scene_id, element_id);
create index scene_elements_element on scene_elements(workspace_id, element_id);
-- A part or an element brings another element into every scene that it comes into.
create table element_links (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  character_id UUID,
  element_id UUID,
  brings_id UUID not null,
  primary key (workspace_id, id),
  constraint element_links_one check ((character_id is null) <> (element_id is null)),
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade,
  foreign key (workspace_id, brings_id) references elements(workspace_id, id) on delete cascade
);
create index element_links_production on element_links(production_id);
-- What the breakdown knows of a scene beside the script. Its minutes are those of its strip.
create table scene_sheets (
  workspace_id UUID not null,
  scene_id UUID not null,
  production_id UUID not null,
  script_day TEXT not null,
  sequence TEXT not null,
  unit_id UUID,
  notes TEXT not null,
  comments TEXT not null,
  stunt BOOLEAN not null,
  weapon BOOLEAN not null,
  animal BOOLEAN not null,
  drone BOOLEAN not null,
  water BOOLEAN not null,
  minor BOOLEAN not null,
  done BOOLEAN not null,
  version BIGINT not null,
  primary key (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, unit_id) references units(workspace_id, id)
);
create index scene_sheets_production on scene_sheets(production_id);
-- The words of a scene as they were imported, by paragraph.
create table scene_texts (
  workspace_id UUID not null,
  scene_id UUID not null,
  production_id UUID not null,
  paragraphs JSONB not null,
  primary key (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade
);
create index scene_texts_production on scene_texts(production_id);
-- Words of a scene that stand for a part or an element. Without a paragraph: a revision has lost them.
create table scene_tags (
  workspace_id UUID not null,
  id UUID not null,
  production_id UUID not null,
  scene_id UUID not null,
  character_id UUID,
  element_id UUID,
  words TEXT not null,
  paragraph BIGINT,
  starts BIGINT not null,
  stops BIGINT not null,
  primary key (workspace_id, id),
  constraint scene_tags_one check ((character_id is null) <> (element_id is null)),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade
);
create index scene_tags_scene on scene_tags(workspace_id, scene_id);
create index scene_tags_production on scene_tags(production_id);
grant select, insert, update, delete on element_categories to daybreak_app;
grant select, insert, update, delete on elements to daybreak_app;
grant select, insert, update, delete on scene_elements to daybreak_app;
grant select, insert, update, delete on element_links to daybreak_app;
grant select, insert, update, delete on scene_sheets to daybreak_app;
grant select, insert, update, delete on scene_texts to daybreak_app;
grant select, insert, update, delete on scene_tags to daybreak_app;
alter table element_categories enable row level security;
create policy element_categories_place on element_categories using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table elements enable row level security;
create policy elements_place on elements using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table scene_elements enable row level security;
create policy scene_elements_place on scene_elements using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table element_links enable row level security;
create policy element_links_place on element_links using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table scene_sheets enable row level security;
create policy scene_sheets_place on scene_sheets using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table scene_texts enable row level security;
create policy scene_texts_place on scene_texts using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
alter table scene_tags enable row level security;
create policy scene_tags_place on scene_tags using (workspace_id = app_workspace() and production_id = app_production()) with check (workspace_id = app_workspace() and production_id = app_production());
