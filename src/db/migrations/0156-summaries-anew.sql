-- What is kept of a submission for its duties can always be computed again, and is where the way of computing it changed.
grant update (summary, kept_at) on submission_duty to luongtri_member;
