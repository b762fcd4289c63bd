alliance-home-title = Three districts, one alliance
