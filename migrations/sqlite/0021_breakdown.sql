-- Breakdown: elements by category, which scenes they are in, what brings what, and the script's words.
create table element_categories (
  workspace_id BLOB not null,
  production_id BLOB not null,
  code INTEGER not null constraint element_categories_code check (code >= 500),
  name TEXT not null,
  primary key (workspace_id, production_id, code),
  constraint element_categories_name_key unique (workspace_id, production_id, name),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create table elements (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  category INTEGER not null,
  code TEXT not null,
  name TEXT not null,
  folded TEXT not null,
  note TEXT not null,
  is_dood INTEGER not null check (is_dood in (0,1)),
  is_hold INTEGER not null check (is_hold in (0,1)),
  is_drop INTEGER not null check (is_drop in (0,1)),
  version INTEGER not null,
  primary key (workspace_id, id),
  constraint elements_name_key unique (workspace_id, production_id, category, folded),
  foreign key (workspace_id, production_id) references productions(workspace_id, id)
) strict;
create table scene_elements (
  workspace_id BLOB not null,
  scene_id BLOB not null,
  element_id BLOB not null,
  production_id BLOB not null,
  amount INTEGER constraint scene_elements_amount check (amount > 0),
  note TEXT not null,
  primary key (workspace_id, scene_id, element_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade
) strict;
create index scene_elements_production on scene_elements(production_id, workspace_id, scene_id, element_id);
create index scene_elements_element on scene_elements(workspace_id, element_id);
-- A part or an element brings another element into every scene that it comes into.
create table element_links (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  character_id BLOB,
  element_id BLOB,
  brings_id BLOB not null,
  primary key (workspace_id, id),
  constraint element_links_one check ((character_id is null) <> (element_id is null)),
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade,
  foreign key (workspace_id, brings_id) references elements(workspace_id, id) on delete cascade
) strict;
create index element_links_production on element_links(production_id);
-- What the breakdown knows of a scene beside the script. Its minutes are those of its strip.
create table scene_sheets (
  workspace_id BLOB not null,
  scene_id BLOB not null,
  production_id BLOB not null,
  script_day TEXT not null,
  sequence TEXT not null,
  unit_id BLOB,
  notes TEXT not null,
  comments TEXT not null,
  stunt INTEGER not null check (stunt in (0,1)),
  weapon INTEGER not null check (weapon in (0,1)),
  animal INTEGER not null check (animal in (0,1)),
  drone INTEGER not null check (drone in (0,1)),
  water INTEGER not null check (water in (0,1)),
  minor INTEGER not null check (minor in (0,1)),
  done INTEGER not null check (done in (0,1)),
  version INTEGER not null,
  primary key (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, unit_id) references units(workspace_id, id)
) strict;
create index scene_sheets_production on scene_sheets(production_id);
-- The words of a scene as they were imported, by paragraph.
create table scene_texts (
  workspace_id BLOB not null,
  scene_id BLOB not null,
  production_id BLOB not null,
  paragraphs TEXT not null check (json_valid(paragraphs)),
  primary key (workspace_id, scene_id),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade
) strict;
create index scene_texts_production on scene_texts(production_id);
-- Words of a scene that stand for a part or an element. Without a paragraph: a revision has lost them.
create table scene_tags (
  workspace_id BLOB not null,
  id BLOB not null,
  production_id BLOB not null,
  scene_id BLOB not null,
  character_id BLOB,
  element_id BLOB,
  words TEXT not null,
  paragraph INTEGER,
  starts INTEGER not null,
  stops INTEGER not null,
  primary key (workspace_id, id),
  constraint scene_tags_one check ((character_id is null) <> (element_id is null)),
  foreign key (workspace_id, scene_id) references scenes(workspace_id, id) on delete cascade,
  foreign key (workspace_id, character_id) references characters(workspace_id, id) on delete cascade,
  foreign key (workspace_id, element_id) references elements(workspace_id, id) on delete cascade
) strict;
create index scene_tags_scene on scene_tags(workspace_id, scene_id);
create index scene_tags_production on scene_tags(production_id);
